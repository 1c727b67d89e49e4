using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>A picture of a whole thermal frame for pages: percentiles 1..99 in the iron palette, at most 640 pixels a side.</summary>
internal static class ThermalPreview
{
    /// <summary>Longest side, pixels.</summary>
    public const int Side = 640;

    public static byte[] Png(ThermalFrame frame)
    {
        int shrink = Math.Max(1, (int)Math.Ceiling(Math.Max(frame.Width, frame.Height) / (double)Side));
        int width = Math.Max(1, frame.Width / shrink), height = Math.Max(1, frame.Height / shrink);
        float[] small = shrink == 1 ? frame.Values : Shrunk(frame, shrink, width, height);
        var (low, high) = ThermalNormalizer.Percentiles(small, 1, 99);
        return PngWriter.Rgb(ThermalPalette.Iron.Render(small, width, height, low, high));
    }

    // Mean of shrink x shrink pixels; a rest at the right and lower edge is dropped.
    private static float[] Shrunk(ThermalFrame frame, int shrink, int width, int height)
    {
        float[] small = new float[width * height];
        int yEnd = Math.Min(height * shrink, frame.Height), xEnd = Math.Min(width * shrink, frame.Width);
        for (int y = 0; y < yEnd; y++)
            for (int x = 0; x < xEnd; x++)
                small[y / shrink * width + x / shrink] += frame.Values[y * frame.Width + x] / (shrink * shrink);
        return small;
    }
}
