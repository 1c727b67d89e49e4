using System.Text.Json;
using System.Text.Json.Serialization;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Writes report.json, report.md, sheet.png and, of data sets, protocol.json.</summary>
public static class EvaluationWriter
{
    private const string ReportFile = "report.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes the files into a folder, which is made when absent.</summary>
    public static void Write(EvaluationResult result, string folder)
    {
        Write(result.Report, result.Sheet, folder);
        if (result.Protocol is { } protocol)
            File.WriteAllText(Path.Combine(folder, FrozenProtocol.FileName), JsonSerializer.Serialize(protocol, Json));
    }

    /// <summary>Reads a protocol that was written beside a report.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static FrozenProtocol ReadProtocol(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<FrozenProtocol>(File.ReadAllText(path), Json) ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a protocol of evaluate: {e.Message}", e);
        }
    }

    /// <summary>Writes a report of any kind with its sheet.</summary>
    public static void Write(MeasuredReport report, RgbImage sheet, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ReportFile), JsonSerializer.Serialize(report, Json));
        File.WriteAllText(Path.Combine(folder, "report.md"), report.Markdown());
        File.WriteAllBytes(Path.Combine(folder, "sheet.png"), PngWriter.Rgb(sheet));
    }

    /// <summary>Reads the reports of an <see cref="EvaluationRun"/> back.</summary>
    /// <exception cref="InvalidDataException">There is none, or one cannot be read.</exception>
    public static EvaluationReports Read(string folder)
    {
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, ReportFile, SearchOption.AllDirectories) : [];
        if (paths.Length == 0)
            throw new InvalidDataException($"There is no {ReportFile} below {folder}. Run evaluate first.");
        var reports = paths.Order(StringComparer.Ordinal).Select(ReadReport).ToList();
        return new([.. reports.OfType<EvaluationReport>()], [.. reports.OfType<StatementReport>()], [.. reports.OfType<RealPairReport>()], [.. reports.OfType<CrossCameraReport>()]);
    }

    private static MeasuredReport ReadReport(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<MeasuredReport>(File.ReadAllText(path), Json) ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"{path} is not a report of evaluate, or of an earlier form of it: {e.Message}", e);
        }
    }
}
