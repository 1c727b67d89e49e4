using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>16-bit one-channel frames (PNG, TIFF, dumps): counts with a declared scale, or with one guessed from the median.</summary>
internal static class CountsReader
{
    private const double SmootherBy = 2;

    public static ThermalFrame Read(ReadContext context, int width, int height, ushort[] counts, string format, ThermalScale? formatScale = null)
    {
        if (IsEightBit(counts))
        {
            context.Repaired("eight-bit", "The file is stored with 16 bits but holds only 8: it is read as relative brightness.");
            byte[] bytes = Array.ConvertAll(counts, v => (byte)(v > 255 ? v >> 8 : v));
            return PictureReader.Read(context, new PixelArray(width, height, 1, bytes), bytes, format);
        }
        FrameCheck.RefuseZeros(counts);
        if (context.Options.SwapBytes) counts = ByteOrder.Swap(counts);
        else if (ByteOrder.TotalVariation(counts, width) is var (native, swapped) && native > SmootherBy * swapped)
        {
            context.Warn("byte-order", "The picture is much smoother with its bytes exchanged: the program that saved it probably wrote the wrong " +
                "order. Choose \"swap bytes\".");
        }
        ushort stored = ScaleTable.Median(counts);
        var (scale, guessed) = ScaleTable.Choose(context, stored, formatScale);
        float[] values = scale == ThermalScale.Counts ? Array.ConvertAll(counts, v => (float)v)
            : Array.ConvertAll(counts, v => (float)ScaleTable.ToCelsius(scale, v));
        bool celsius = scale != ThermalScale.Counts;
        if (celsius && Plausibility.Median(values) is var median && !Plausibility.IsPlausible(median))
        {
            context.Warn("implausible", $"With the scale {scale} the median would be {median:0.0} C, which cannot be: the values stay counts without a unit.");
            (celsius, values, scale) = (false, Array.ConvertAll(counts, v => (float)v), ThermalScale.Counts);
        }
        return new ThermalFrame
        {
            Width = width, Height = height, Values = values, Unit = celsius ? ThermalUnit.Celsius : ThermalUnit.Counts, Scale = scale, ScaleGuessed = guessed, StoredMedian = stored,
            Badge = celsius ? RadiometryBadge.RadiometricC : RadiometryBadge.RawCounts, Format = format, SourceSha256 = context.Sha256,
            Camera = context.Options.Camera, Warnings = context.Warnings,
        };
    }

    /// <summary>All values fit a byte, or repeat one (v * 257, v * 256).</summary>
    private static bool IsEightBit(ushort[] counts)
    {
        bool small = true, repeated = true, high = true;
        foreach (ushort v in counts)
        {
            small &= v <= 255;
            repeated &= v >> 8 == (v & 255);
            high &= (v & 255) == 0;
            if (!small && !repeated && !high) return false;
        }
        return true;
    }
}
