using System.Globalization;
using System.Text;

namespace ThermalPortal.Inference.Thermal;

/// <summary>Text matrices (CSV): one row a line, separated by comma, semicolon or tab; lines before the first row of numbers are headings.</summary>
internal static class MatrixReader
{
    private const int LeastSide = 8, MostHeadings = 64, MostColumns = 4096;

    /// <summary>Null when the file is no matrix of numbers.</summary>
    public static ThermalFrame? Read(ReadContext context)
    {
        if (context.Bytes.AsSpan(0, Math.Min(context.Bytes.Length, 4096)).Contains((byte)0)) return null;
        using var lines = new StreamReader(new MemoryStream(context.Bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var numbers = new List<float>();
        int width = 0, headings = 0;
        while (lines.ReadLine() is { } line)
        {
            context.Token.ThrowIfCancellationRequested();
            float[]? row = Row(line);
            if (row is null && width == 0 && ++headings <= MostHeadings) continue;
            if (row is null) break;                                            // a legend after the matrix, or no matrix at all
            if (width == 0) width = row.Length;
            if (row.Length != width) return null;
            numbers.AddRange(row);
        }
        if (width < LeastSide || numbers.Count / width < LeastSide) return null;
        return FloatReader.Read(context, width, numbers.Count / width, [.. numbers], "csv");
    }

    private static float[]? Row(string line)
    {
        char separator = line.Contains(';', StringComparison.Ordinal) ? ';' : line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        string[] cells = line.TrimEnd(separator, ' ').Split(separator, MostColumns + 1);
        if (cells.Length is < LeastSide or > MostColumns) return null;
        var row = new float[cells.Length];
        for (int i = 0; i < row.Length; i++)
        {
            string cell = separator == ',' ? cells[i] : cells[i].Replace(',', '.');          // 36,5;36,7 is how half of Europe writes it
            if (!float.TryParse(cell.Trim().Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture, out row[i])) return null;
        }
        return row;
    }
}
