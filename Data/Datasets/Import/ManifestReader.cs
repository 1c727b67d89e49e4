using System.Globalization;
using System.Text.Json;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Naming;
using ThermalPortal.Data.Datasets.Scales;

namespace ThermalPortal.Data.Datasets.Import;

/// <summary>
/// Reads a general manifest: CSV with a header (comma, semicolon or tab; RFC 4180 quotes) or JSON lines. Column <c>path</c> (or <c>file_name</c>) is required; <c>modality</c>,
/// <c>pair</c>, <c>subject</c>, <c>session</c>, <c>capture_time</c> (ISO 8601), <c>split</c>, <c>aligned</c>, of a thermal picture <c>thermal_scale</c> and of a visible one <c>visible_to_thermal</c> are understood, all others are kept as text.
/// </summary>
public static class ManifestReader
{
    private const int MostErrors = 100;
    private const int MostColumns = 500;
    private static readonly string[] Known = ["path", "file_name", "modality", "pair", "subject", "session", "capture_time", "split", AlignedPair, VisibleToThermal, ThermalScale];

    /// <summary>Column that says whether a picture lies on its partner pixel by pixel.</summary>
    internal const string AlignedPair = "aligned";

    /// <summary>Column of the transform that lays a visible picture on its thermal partner (see <see cref="PlaneTransform"/>).</summary>
    internal const string VisibleToThermal = "visible_to_thermal";

    /// <summary>Column of how the numbers of a thermal picture become degrees, such as <c>centi_kelvin</c> (see <see cref="TemperatureScale"/>).</summary>
    internal const string ThermalScale = "thermal_scale";

    /// <summary>File names that are taken for a manifest at the root of an import, best first.</summary>
    public static IReadOnlyList<string> FileNames { get; } = ["manifest.csv", "manifest.jsonl", "metadata.jsonl"];

    /// <summary>True for a path whose file has the name of a manifest.</summary>
    public static bool IsManifest(string path) => FileNames.Contains(path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>Reads the whole text; <paramref name="fileName"/> tells the format.</summary>
    public static ManifestResult Read(string fileName, TextReader text)
    {
        var (rows, errors, paths) = (new List<ManifestRow>(), new List<string>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        var lines = fileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? CsvTable.Read(text, MostColumns) : JsonLines(text);
        foreach (var (line, cells, broken) in lines)
        {
            if (errors.Count == MostErrors)
            {
                errors.Add("More errors were not listed.");
                break;
            }
            var error = broken;
            if (cells is not null && error is null && Row(cells, out error) is { } row)
            {
                if (paths.Add(row.Path))
                    rows.Add(row);
                else
                    error = $"{row.Path} comes twice: keep one row a file.";
            }
            if (error is not null)
                errors.Add($"Line {line}: {error}");
        }
        return new ManifestResult(rows, errors);
    }

    private static ManifestRow? Row(Dictionary<string, string> cells, out string? error)
    {
        string? Cell(string name) => cells.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;
        error = null;
        var path = (Cell("path") ?? Cell("file_name"))?.Replace('\\', '/');
        if (path is null)
            error = "there is no path. Name the file in column path (or file_name).";
        else if (path.StartsWith('/') || path.Contains(':', StringComparison.Ordinal) || path.Split('/').Contains(".."))
            error = $"{path} leads out of the import. Write paths relative to the manifest, without \"..\".";
        var modality = Cell("modality") is { } word ? Paths.ModalityOf(word) : (Modality?)null;
        if (modality == Modality.Unknown)
            error ??= $"modality is {Cell("modality")}. Write thermal or visible, or leave it empty.";
        DateTimeOffset? time = null;
        if (Cell("capture_time") is { } moment)
        {
            if (DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
                time = parsed;
            else
                error ??= $"capture_time is {moment}. Write ISO 8601, such as 2026-01-31T12:00:00.250Z.";
        }
        var split = Cell("split") is { } part ? Paths.SplitName(part) : null;
        if (split is null && Cell("split") is { } strange)
            error ??= $"split is {strange}. Write train, val or test, or leave it empty.";
        var aligned = Cell(AlignedPair)?.ToLowerInvariant() switch { "yes" or "true" or "1" => true, "no" or "false" or "0" => false, _ => (bool?)null };
        if (aligned is null && Cell(AlignedPair) is { } unclear)
            error ??= $"{AlignedPair} is {unclear}. Write yes where both pictures of a pair lie on each other pixel by pixel, else no, or leave it empty.";
        var transform = Cell(VisibleToThermal) is { } numbers ? PlaneTransform.Parse(numbers) : null;
        if (transform is null && Cell(VisibleToThermal) is { } odd)
            error ??= $"{VisibleToThermal} is {odd}. Write nine numbers with spaces between, row by row, that can be inverted, or leave it empty.";
        var scale = Cell(ThermalScale) is { } unit ? TemperatureScales.Parse(unit) : null;
        if (scale is null && Cell(ThermalScale) is { } unknown)
            error ??= $"{ThermalScale} is {unknown}. Write {string.Join(", ", Enum.GetValues<TemperatureScale>().Select(s => s.Word()))}, or leave it empty.";
        return error is not null ? null : new ManifestRow
        {
            Path = path!, Modality = modality, Pair = Cell("pair"), Subject = Cell("subject"), Session = Cell("session"), CaptureTime = time, Split = split, Aligned = aligned, VisibleToThermal = transform, Scale = scale,
            Other = cells.Where(c => !Known.Contains(c.Key, StringComparer.OrdinalIgnoreCase) && c.Value.Trim().Length > 0).ToDictionary(c => c.Key, c => c.Value.Trim(), StringComparer.OrdinalIgnoreCase),
        };
    }

    private static IEnumerable<TableLine> JsonLines(TextReader text)
    {
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return JsonLine(number, line);
        }
    }

    private static TableLine JsonLine(int number, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind != JsonValueKind.Object
                ? new TableLine(number, null, "this is not a JSON object. Write one object a line.")
                : new TableLine(number, new Dictionary<string, string>(json.RootElement.EnumerateObject().DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Take(MostColumns)
                    .Select(p => KeyValuePair.Create(p.Name, p.Value.ValueKind == JsonValueKind.Null ? "" : p.Value.ToString())), StringComparer.OrdinalIgnoreCase), null);
        }
        catch (JsonException)
        {
            return new TableLine(number, null, "this is not JSON. Write one object a line, such as {\"path\": \"a.png\", \"modality\": \"thermal\"}.");
        }
    }
}
