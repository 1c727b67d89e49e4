using System.Globalization;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>
/// A thermal frame as a 16-bit grey PNG that says its own scale: value = Low + pixel / 65535 * (High - Low), in Unit (celsius, counts or relative), Badge tells what may be claimed.
/// Steps are 1/65535 of the frame's own range: below .003 K for a range of 200 K.
/// </summary>
public static class ThermalFramePng
{
    /// <summary>The file; the same frame gives the same bytes.</summary>
    public static byte[] Encode(ThermalFrame frame)
    {
        var (low, high) = (frame.Values.Min(), frame.Values.Max());
        double gain = high > low ? ushort.MaxValue / ((double)high - low) : 0;
        ushort[] pixels = Array.ConvertAll(frame.Values, v => (ushort)Math.Round((v - (double)low) * gain));
        return PngWriter.Grey16(frame.Width, frame.Height, pixels,
        [
            new("Low", low.ToString("R", CultureInfo.InvariantCulture)), new("High", high.ToString("R", CultureInfo.InvariantCulture)),
            new("Unit", frame.Unit.ToString().ToLowerInvariant()), new("Badge", frame.Badge.ToString()),
        ]);
    }
}
