using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>16-bit one-channel PNG and TIFF: counts with a declared scale, or with one guessed from the median.</summary>
internal static class SixteenBitReader
{
    public static ThermalFrame Read(ReadContext context, PixelArray pixels, ushort[] counts)
    {
        var scale = ScaleTable.Choose(context, counts);
        float[] values = Array.ConvertAll(counts, c => (float)c);
        var unit = ThermalUnit.Counts;
        if (scale != ThermalScale.Counts)
        {
            values = Array.ConvertAll(counts, c => (float)ScaleTable.ToCelsius(scale, c));
            unit = ThermalUnit.Celsius;
        }
        return new ThermalFrame
        {
            Width = pixels.Width, Height = pixels.Height, Values = values, Unit = unit, Raw = counts, Scale = scale,
            Badge = unit == ThermalUnit.Celsius ? RadiometryBadge.RadiometricC : RadiometryBadge.RawCounts,
            Format = "grey-16", SourceSha256 = context.Sha256, Camera = context.Options.Camera, Warnings = context.Warnings,
        };
    }
}
