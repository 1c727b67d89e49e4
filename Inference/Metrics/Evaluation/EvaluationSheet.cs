using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Pictures side by side, for the eye.</summary>
internal static class EvaluationSheet
{
    private const int Gap = 2;

    /// <summary>Rows of thermal | each system (after what it was given, if that is worse) | true, one picture of each of <paramref name="rows"/> people spread over the set.</summary>
    public static RgbImage Draw(IReadOnlyList<EvaluationPicture> pictures, IReadOnlyList<ScoredSystem> systems, int rows)
    {
        int[] last = [.. pictures.Select((p, i) => (p.Identity, i)).GroupBy(p => p.Identity).Select(g => g.Last().i)];
        var count = Math.Min(rows, last.Length);
        return Grid([.. Enumerable.Range(0, count).Select(r => last[r * last.Length / count]).Select(i => (RgbImage[])
            [Thermal(pictures[i].Input), .. systems.SelectMany(s => Columns(s, i)), pictures[i].Truth])]);

        IEnumerable<RgbImage> Columns(ScoredSystem system, int i) =>
            system.System.Stress is { } stress ? [Thermal(stress.Apply(pictures[i].Input)), system.Made[i]] : [system.Made[i]];
    }

    /// <summary>A grid of equally large pictures on white.</summary>
    public static RgbImage Grid(IReadOnlyList<IReadOnlyList<RgbImage>> rows)
    {
        if (rows.Count == 0)
            return new RgbImage(1, 1, new byte[3]);
        var (w, h) = (rows[0][0].Width + Gap, rows[0][0].Height + Gap);
        var (width, height) = (rows[0].Count * w - Gap, rows.Count * h - Gap);
        var pixels = new byte[width * height * 3];
        pixels.AsSpan().Fill(255);
        for (var r = 0; r < rows.Count; r++)
            for (var c = 0; c < rows[r].Count; c++)
                for (var y = 0; y < h - Gap; y++)
                    rows[r][c].Pixels.AsSpan(y * (w - Gap) * 3, (w - Gap) * 3).CopyTo(pixels.AsSpan(((r * h + y) * width + c * w) * 3));
        return new RgbImage(width, height, pixels);
    }

    /// <summary>The thermal input in the iron palette.</summary>
    public static RgbImage Thermal(EvaluationInput input)
    {
        var (low, high) = ThermalNormalizer.Percentiles(input.Thermal, 1, 99);
        return ThermalPalette.Iron.Render(input.Thermal, input.Size, input.Size, low, high);
    }
}
