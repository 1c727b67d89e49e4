using System.Globalization;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Sampling;
using ThermalPortal.Inference.Thermal;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>One way in which a thermal picture of a face can be worse than it should be; the same for a picture in every run.</summary>
/// <param name="Name">Name of the row.</param>
/// <param name="Apply">The picture as it should be -> as the system is given it. Span below means from the 1st to the 99th percentile.</param>
public sealed record ThermalStress(string Name, Func<EvaluationInput, EvaluationInput> Apply)
{
    /// <summary>What the robustness report tries.</summary>
    public static IReadOnlyList<ThermalStress> All { get; } =
    [
        Occluded(0.1), Occluded(0.25), Tight(0.7), Tight(0.5), LowContrast(32), LowContrast(8), LowResolution(80), LowResolution(40), Noisy(0.05), Noisy(0.15), Coloured(ThermalPalette.Iron), Coloured(ThermalPalette.Known.Single(p => p.Name == "rainbow")),
    ];

    /// <summary>A cold square over a share of the picture, its centre anywhere in the middle half.</summary>
    public static ThermalStress Occluded(double share) => new(Named($"{share * 100:0} % covered"), input =>
    {
        var random = new Random((int)(input.Seed & int.MaxValue));
        var (side, values) = ((int)Math.Round(input.Size * Math.Sqrt(share)), (float[])input.Thermal.Clone());
        var (left, top) = (Start(), Start());
        var cold = ThermalNormalizer.Percentiles(values, 1, 99).Low;
        for (var y = top; y < top + side; y++)
            values.AsSpan(y * input.Size + left, side).Fill(cold);
        return input with { Thermal = values };

        int Start() => Math.Clamp((int)(input.Size * (0.25 + 0.5 * random.NextDouble())) - side / 2, 0, input.Size - side);
    });

    /// <summary>A frame that ends within the head: only the middle share of the width and the middle (1 + share) / 2 of the height were in it; around that lies what <see cref="FaceAligner"/> lays around frames.</summary>
    public static ThermalStress Tight(double share) => new(Named($"frame of {share * 100:0} % of the width"), input =>
    {
        var (left, top) = ((int)Math.Round(input.Size * (1 - share) / 2), (int)Math.Round(input.Size * (1 - share) / 4));
        var (width, height) = (input.Size - 2 * left, input.Size - 2 * top);
        float[] seen = [.. Enumerable.Range(0, width * height).Select(i => input.Thermal[(top + i / width) * input.Size + left + i % width])];
        return input with { Thermal = FaceAligner.Crop(seen, width, height, FaceCrop.Manual(-left, -top, input.Size, input.Size), input.Size, ThermalNormalizer.Percentiles(seen, 1, 99).Low) };
    });

    /// <summary>Few grey levels in the span: a camera set for a much wider one, kept as an 8-bit picture.</summary>
    public static ThermalStress LowContrast(int levels) => new($"{levels} grey levels", input =>
    {
        var (low, high) = ThermalNormalizer.Percentiles(input.Thermal, 1, 99);
        var step = Math.Max((high - low) / (levels - 1), float.Epsilon);
        return input with { Thermal = [.. input.Thermal.Select(v => low + MathF.Round((v - low) / step) * step)] };
    });

    /// <summary>As a sensor of fewer pixels saw it, enlarged again.</summary>
    public static ThermalStress LowResolution(int pixels) => new($"{pixels} px", input =>
    {
        var whole = FaceCrop.Whole(input.Size, input.Size);
        var small = FaceAligner.Crop(input.Thermal, input.Size, input.Size, whole, pixels);
        return input with { Thermal = FaceAligner.Crop(small, pixels, pixels, FaceCrop.Whole(pixels, pixels), input.Size) };
    });

    /// <summary>White noise whose standard deviation is a share of the span.</summary>
    public static ThermalStress Noisy(double share) => new(Named($"noise {share * 100:0} % of the span"), input =>
    {
        var (low, high) = ThermalNormalizer.Percentiles(input.Thermal, 1, 99);
        using var scope = NewDisposeScope();
        var noise = SeededNoise.Make([input.Seed], [input.Thermal.Length]).data<float>().ToArray();
        return input with { Thermal = [.. input.Thermal.Zip(noise, (v, n) => v + n * (float)share * (high - low))] };
    });

    /// <summary>Saved by a viewer as a coloured PNG, and read back as the product reads it.</summary>
    public static ThermalStress Coloured(ThermalPalette palette) => new($"{palette.Name.ToLowerInvariant()} palette", input =>
    {
        var (low, high) = ThermalNormalizer.Percentiles(input.Thermal, 1, 99);
        var png = PngWriter.Rgb(palette.Render(input.Thermal, input.Size, input.Size, low, high));
        return ThermalFrameReader.Read(png) is ThermalReadResult.Accepted { Frame: var frame }
            ? input with { Thermal = frame.Values, Unit = frame.Unit }
            : throw new InvalidDataException($"A picture in the {palette.Name} palette was not accepted as thermal.");
    });

    private static string Named(FormattableString name) => name.ToString(CultureInfo.InvariantCulture);
}
