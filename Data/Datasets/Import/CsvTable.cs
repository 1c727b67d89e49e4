using System.Buffers;
using System.Text;

namespace ThermalPortal.Data.Datasets.Import;

/// <summary>CSV with a header line; separator is whichever of comma, semicolon and tab the header holds most of; quotes as in RFC 4180.</summary>
public static class CsvTable
{
    private static readonly char[] Separators = [',', ';', '\t'];
    private static readonly SearchValues<char> _quoted = SearchValues.Create(",;\t\"\r\n");

    /// <summary>A value as it is written into a line.</summary>
    public static string Cell(string value) => value.AsSpan().IndexOfAny(_quoted) < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The same for a table that people open in a spreadsheet: what would be taken for a formula gets an apostrophe before it.</summary>
    public static string SafeCell(string value) => Cell(value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + value : value);

    internal static IEnumerable<TableLine> Read(TextReader text, int mostColumns)
    {
        var number = 1;
        if (text.ReadLine()?.TrimStart('\uFEFF') is not { Length: > 0 } first)
        {
            yield return new TableLine(1, null, "the file is empty. Its first line must name the columns: path, modality, pair, subject, session.");
            yield break;
        }
        var separator = Separators.MaxBy(s => first.Count(c => c == s));
        var header = Cells(first, separator, text, ref number)?.Select(h => h.Trim()).ToArray();
        if (header is null || header.Length > mostColumns || header.Distinct(StringComparer.OrdinalIgnoreCase).Count() != header.Length)
        {
            yield return new TableLine(1, null, $"the header cannot be read: at most {mostColumns} columns, each name once.");
            yield break;
        }
        while (text.ReadLine() is { } line)
        {
            var at = ++number;
            if (line.Length == 0)
                continue;
            var cells = Cells(line, separator, text, ref number);
            yield return cells is null ? new TableLine(at, null, "a quote is never closed.")
                : cells.Count != header.Length ? new TableLine(at, null, $"there are {cells.Count} cells, but {header.Length} columns.")
                : new TableLine(at, new Dictionary<string, string>(header.Zip(cells, KeyValuePair.Create), StringComparer.OrdinalIgnoreCase), null);
        }
    }

    /// <summary>Cells of a line, which goes on over the following ones while a quote is open; null when it is never closed.</summary>
    private static List<string>? Cells(string line, char separator, TextReader text, ref int number)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; ; i++)
        {
            if (i == line.Length)
            {
                if (!quoted)
                    break;
                if (text.ReadLine() is not { } next)
                    return null;
                (line, i, _) = (next, -1, number++);
                cell.Append('\n');
            }
            else if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[++i]);
            else if (line[i] == '"' && (quoted || cell.Length == 0))
                quoted = !quoted;
            else if (line[i] == separator && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(line[i]);
        }
        cells.Add(cell.ToString());
        return cells;
    }
}
