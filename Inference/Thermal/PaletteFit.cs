namespace ThermalPortal.Inference.Thermal;

/// <summary>
/// Which palette a coloured picture was rendered with. Screenshots and prints shift the colours, so the best tables are first bent towards the
/// colours that occur (one smooth shift of all colours), then judged.
/// </summary>
internal sealed class PaletteFit
{
    private const int SamplePixels = 3000, RankPixels = 1000, MostAlike = 30, Candidates = 3, Rounds = 5;
    private const float Exact = 3, LastMedian = 12, FarResidual = 40, FarShare = 0.2f, FollowResidual = 45;

    /// <summary>Largest median distance to a published palette at which a picture may still be one of its kind.</summary>
    public const float FirstMedian = 20;

    private PaletteFit(string name, float[] table, float before, float median, float ninetyFifth, float far)
    {
        (Name, Table, Before, Median, NinetyFifth, Far) = (name, table, before, median, ninetyFifth, far);
    }

    /// <summary>Name of the palette.</summary>
    public string Name { get; }

    /// <summary>256 x 3 colours, bent to the picture.</summary>
    public float[] Table { get; }

    /// <summary>Median distance to the palette as published, RGB levels.</summary>
    public float Before { get; }

    /// <summary>Median distance after bending.</summary>
    public float Median { get; }

    /// <summary>95th percentile of the distance after bending.</summary>
    public float NinetyFifth { get; }

    /// <summary>Share of pixels far off the palette: logos, scales, text.</summary>
    public float Far { get; }

    /// <summary>The picture is rendered with this palette.</summary>
    public bool IsGood => Before <= FirstMedian && Median <= LastMedian && Far <= FarShare;

    /// <summary>Best fit over the known palettes.</summary>
    /// <param name="rgb">Interleaved red, green, blue.</param>
    /// <param name="token">Stops the search.</param>
    public static PaletteFit Best(ReadOnlySpan<byte> rgb, CancellationToken token)
    {
        float[] sample = Sample(rgb);
        float[] few = sample[..Math.Min(sample.Length, RankPixels * 3)];
        var ranked = new List<(float Median, ThermalPalette Palette, float[] Table)>();
        foreach (var palette in ThermalPalette.Known)
        {
            token.ThrowIfCancellationRequested();
            float[] table = [.. palette.Colours.ToArray().Select(v => (float)v)];
            ranked.Add((Percentiles(Assign(few, table, null)).Median, palette, table));
        }
        var chosen = ranked.OrderBy(r => r.Median).Take(Candidates).Where((r, i) => i == 0 || r.Median <= FirstMedian);
        return chosen.Select(r => Bend(sample, r.Palette.Name, r.Table, r.Median)).MinBy(f => f.Median + f.NinetyFifth + f.Before / 2)!;
    }

    private static PaletteFit Bend(float[] sample, string name, float[] published, float before)
    {
        float[] table = published;
        if (before is > Exact and <= FirstMedian)
        {
            var entries = new int[sample.Length / 3];
            for (int round = 0; round < Rounds; round++)
            {
                float[] distances = Assign(sample, table, entries);
                for (int i = 0; i < entries.Length; i++)
                {
                    if (distances[i] > FollowResidual) entries[i] = -1;
                }
                table = ColourShift.Apply(published, entries, sample);
            }
        }
        float[] final = Assign(sample, table, null);
        if (table != published && Percentiles(final).Median > before) final = Assign(sample, table = published, null);
        var (median, ninetyFifth) = Percentiles(final);
        return new PaletteFit(name, table, before, median, ninetyFifth, final.Count(d => d > FarResidual) / (float)final.Length);
    }

    private static float[] Assign(float[] sample, float[] table, int[]? entries)
    {
        var colours = new ColourTable(table);
        var distances = new float[sample.Length / 3];
        for (int i = 0; i < distances.Length; i++)
        {
            var (entry, distance) = colours.Nearest(sample[i * 3], sample[i * 3 + 1], sample[i * 3 + 2]);
            distances[i] = MathF.Sqrt(distance);
            if (entries is not null) entries[i] = entry;
        }
        return distances;
    }

    /// <summary>Pixels spread over the picture, but few of one colour: a white wall must not outvote the rest.</summary>
    private static float[] Sample(ReadOnlySpan<byte> rgb)
    {
        const int prime = 7919;                                    // a stride that visits every pixel in an even order
        int pixels = rgb.Length / 3, stride = pixels % prime == 0 ? prime + 2 : prime;
        var alike = new int[1 << 15];
        var sample = new List<float>(SamplePixels * 3);
        for (long i = 0, at = 0; i < Math.Min(pixels, 20L * SamplePixels) && sample.Count < SamplePixels * 3; i++, at = (at + stride) % pixels)
        {
            int from = (int)at * 3, cell = (rgb[from] >> 3 << 10) | (rgb[from + 1] >> 3 << 5) | (rgb[from + 2] >> 3);
            if (alike[cell]++ >= MostAlike) continue;
            for (int c = 0; c < 3; c++) sample.Add(rgb[from + c]);
        }
        return [.. sample];
    }

    private static (float Median, float NinetyFifth) Percentiles(float[] distances) => ThermalNormalizer.Percentiles(distances, 50, 95);
}
