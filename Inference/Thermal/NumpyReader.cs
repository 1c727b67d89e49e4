using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>NumPy arrays (.npy, version 1 to 3): two dimensions of float32, float64 or uint16, little-endian, row by row.</summary>
internal static partial class NumpyReader
{
    /// <summary>Null when the file is no NumPy array.</summary>
    public static ThermalFrame? Read(ReadContext context)
    {
        ReadOnlySpan<byte> bytes = context.Bytes;
        if (bytes.Length < 1 || bytes[0] != 0x93 || !bytes[1..].StartsWith("NUMPY"u8)) return null;
        if (bytes.Length < 12) throw UnreadableImageException.Truncated("it ends inside the NumPy header");
        bool first = bytes[6] == 1;
        long start = first ? 10 : 12;
        long length = first ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (start + length > bytes.Length) throw UnreadableImageException.Truncated("it ends inside the NumPy header");
        string header = Encoding.Latin1.GetString(bytes.Slice((int)start, (int)length));
        var match = Header().Match(header);
        if (!match.Success || header.Contains("'fortran_order': True", StringComparison.Ordinal))
            throw UnreadableImageException.Unsupported("A NumPy array other than two-dimensional <f4, <f8 or <u2, row by row,");
        long height = long.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture);
        long width = long.Parse(match.Groups["w"].Value, CultureInfo.InvariantCulture);
        int size = match.Groups["t"].Value switch { "f8" => 8, "f4" => 4, _ => 2 };
        new ImageHeader(ImageFormat.Unknown, width, height, 32, 1, false).Check();
        var data = bytes[(int)(start + length)..];
        if (width * height * size > data.Length)
            throw UnreadableImageException.Truncated($"{width} x {height} values need {width * height * size:N0} bytes, {data.Length:N0} are there");
        if (size == 2) return CountsReader.Read(context, (int)width, (int)height, Endian.Samples(data, (int)(width * height), big: false), "npy-16");
        var numbers = new float[width * height];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = size == 4 ? BinaryPrimitives.ReadSingleLittleEndian(data[(4 * i)..])
                : (float)BinaryPrimitives.ReadDoubleLittleEndian(data[(8 * i)..]);
        }
        return FloatReader.Read(context, (int)width, (int)height, numbers, "npy-float");
    }

    [GeneratedRegex(@"'descr':\s*'<(?<t>f4|f8|u2)'.*'shape':\s*\((?<h>\d{1,9}),\s*(?<w>\d{1,9}),?\s*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Header();
}
