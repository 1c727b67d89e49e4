using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>Files without any header, told by their exact size: YUYV frames of InfiRay P2 Pro and Topdon TC001, DIY-Thermocam DAT.</summary>
internal static class RawDumpReader
{
    private const int Columns = 256, PictureRows = 192, SmallTrailer = 64;

    /// <summary>Null when the size is that of none of them.</summary>
    public static ThermalFrame? Read(ReadContext context)
    {
        byte[] bytes = context.Bytes;
        // Upper half: the camera's own picture; lower half: the measurement. 196 rows are the measurement alone and 4 rows of data about it.
        if (bytes.Length == Columns * 2 * PictureRows * 2) return Yuyv(context, Columns * PictureRows * 2);
        if (bytes.Length == Columns * (PictureRows + 4) * 2) return Yuyv(context, 0);
        foreach (var (width, height) in new[] { (80, 60), (160, 120) })
        {
            int pixels = width * height * 2;
            if (bytes.Length <= pixels || bytes.Length > pixels + SmallTrailer) continue;
            return Frame(context, 0, width, height, big: true, null, "thermocam-dat");
        }
        return null;
    }

    private static ThermalFrame Yuyv(ReadContext context, int from) =>
        Frame(context, from, Columns, PictureRows, big: false, ThermalScale.Kelvin64, "yuyv-256");

    private static ThermalFrame Frame(ReadContext context, int from, int width, int height, bool big, ThermalScale? scale, string format)
    {
        ushort[] counts = Endian.Samples(context.Bytes.AsSpan(from), width * height, big);
        return CountsReader.Read(context, width, height, counts, format, scale);
    }
}
