using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Writes report.json, report.md, sheet.png and, of data sets, protocol.json.</summary>
public static class EvaluationWriter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes the files into a folder, which is made when absent.</summary>
    public static void Write(EvaluationResult result, string folder)
    {
        Write(result.Report, Markdown(result.Report), result.Sheet, folder);
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

    /// <summary>Writes the outcome on real pairs.</summary>
    public static void Write(RealPairReport report, RgbImage sheet, string folder) => Write(report, Markdown(report), sheet, folder);

    /// <summary>Writes what untrue statements do.</summary>
    public static void Write(StatementReport report, RgbImage sheet, string folder) => Write(report, Markdown(report), sheet, folder);

    /// <summary>Writes the outcome on real heat of two cameras.</summary>
    public static void Write(CrossCameraReport report, RgbImage sheet, string folder) => Write(report, Markdown(report), sheet, folder);

    /// <summary>Reads the reports of an <see cref="EvaluationRun"/> back: of data sets, of real pairs, of statements, of two cameras, each kind by folder name.</summary>
    /// <exception cref="InvalidDataException">There is none, or one cannot be read.</exception>
    public static EvaluationReports Read(string folder)
    {
        var (sets, real, statements, cameras) = (new List<EvaluationReport>(), new List<RealPairReport>(), new List<StatementReport>(), new List<CrossCameraReport>());
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "report.json", SearchOption.AllDirectories) : [];
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            try
            {
                using var json = JsonDocument.Parse(File.ReadAllText(path));
                if (json.RootElement.TryGetProperty("pairs", out _))
                    real.Add(json.Deserialize<RealPairReport>(Json)!);
                else if (json.RootElement.TryGetProperty("statements", out _))
                    statements.Add(json.Deserialize<StatementReport>(Json)!);
                else if (json.RootElement.TryGetProperty("probeCamera", out _))
                    cameras.Add(json.Deserialize<CrossCameraReport>(Json)!);
                else
                    sets.Add(json.Deserialize<EvaluationReport>(Json)!);
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"{path} is not a report of evaluate: {e.Message}", e);
            }
        }
        return sets.Count + real.Count + statements.Count + cameras.Count > 0 ? new(sets, real, statements, cameras) : throw new InvalidDataException($"There is no report.json below {folder}. Run evaluate first.");
    }

    /// <summary>The table for people, under a heading of the given depth.</summary>
    public static string Markdown(RealPairReport report, int depth = 1)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{new string('#', depth)} {report.Pairs} real pairs, aligned by the {report.Alignment.ToString().ToLowerInvariant()} picture{(report.Trial is null ? "" : $": {report.Trial}")}").AppendLine();
        text.AppendLine("The product aligns by the thermal picture; the visible one shows what a better face detector would give. Cosine of the recognition net. So few people are an anecdote, not a benchmark.").AppendLine();
        text.AppendLine("| system | genuine cosine | impostor cosine | Rank-1 | people above 95 % of impostors | n pictures | n people |").AppendLine("|---|---|---|---|---|---|---|");
        foreach (var s in report.Systems)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Name} | {Show(s.Genuine, "f3")} | {Show(s.Impostor, "f3")} | {Show(s.RankOne, "f3")} | {Show(s.AboveImpostors, "f2")} | {s.Probes} | {s.People} |");
        var judged = report.Crops.Keys.Except(report.NotJudged).ToArray();
        foreach (var s in report.Systems.Where(s => s.Own is not null))
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{s.Name}, pair by pair: {string.Join(", ", judged.Zip(s.Own!, (name, own) => $"{name} {Show(own, "f2")}"))}.").AppendLine();
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Crop found by: {string.Join(", ", report.Crops.Select(c => $"{c.Key} {c.Value}"))}.");
        if (report.NotJudged.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"Visible face not found, so not judged: {string.Join(", ", report.NotJudged)}.");
        return text.ToString();
    }

    /// <summary>The table for people, under a heading of the given depth.</summary>
    public static string Markdown(CrossCameraReport report, int depth = 1)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{new string('#', depth)} Real heat of two cameras: people seen by {report.ProbeCamera}, looked for among {string.Join(", ", report.GalleryCameras)}").AppendLine();
        text.AppendLine("Pictures made of either camera's heat are compared with each other, for nobody photographed these people: whether what tells people apart is kept, not whether the faces are like the true ones. Closed set; brackets: 95 % bootstrap over people.").AppendLine();
        text.AppendLine("| system | Rank-1 | genuine cosine | impostor cosine | EER | AUC | n probes | n gallery | n people |").AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, s) in report.Systems)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {Show(s.RankOne, "f3")} | {Show(s.GenuineCosine, "f3")} | {Show(s.ImpostorCosine, "f3")} | {Show(s.EqualErrorRate, "f3")} | {Show(s.Area, "f3")} | {s.Probes} | {s.Gallery} | {s.People} |");
        if (report.NotFound.Count > 0)
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"No face was found in {string.Join(", ", report.NotFound)}.");
        return text.ToString();
    }

    /// <summary>The table for people, under a heading of the given depth.</summary>
    public static string Markdown(StatementReport report, int depth = 1)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{new string('#', depth)} {report.Set}, split {report.Split}: stating what is not true").AppendLine();
        text.AppendLine("How often a classifier that did not teach the model sees the value in the picture: when nothing is stated, when the value is stated, and in true pictures of people who have it (its own limit). "
            + "Cosine of the recognition net and mean difference in grey levels are between the pictures with and without the statement.").AppendLine();
        text.AppendLine("| attribute | stated | n people | seen without | seen with | seen in true pictures | cosine with / without | difference of 255 |").AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var s in report.Statements)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Attribute.Replace('_', ' ')} | {s.Value.Replace('_', ' ')} | {s.People} | {Show(s.SeenWithout, "f2")} | {Show(s.SeenWith, "f2")} | {Show(s.SeenTruth, "f2")} | {Show(s.Identity, "f2")} | {Show(s.Changed, "f1")} |");
        return text.ToString();
    }

    /// <summary>The tables for people, under headings of the given depth.</summary>
    public static string Markdown(EvaluationReport report, int depth = 1)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{new string('#', depth)} {report.Set}, split {report.Split}: {report.Images} pictures of {report.People} people, {report.Size} px");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Protocol}. People also in the training split: {report.PeopleAlsoInTraining}. Brackets: 95 % bootstrap over people.");
        text.AppendLine();
        text.AppendLine("| system | PSNR RGB | PSNR grey | SSIM RGB | SSIM grey | PD-VGG19 | FD-VGG19 | KD-VGG19 x1000 | Rank-1 | genuine cosine | impostor cosine | EER | AUC | TAR@1 % | TAR@.1 % | s/image |" + Lpips($" {report.Lpips} |") + Inception($" {report.Fid} | {report.Kid} x1000 |"));
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|" + Lpips("---|") + Inception("---|---|"));
        foreach (var row in report.Systems)
            text.AppendLine(Row(row) + Lpips($" {Show(row.Lpips, "f3")} |") + Inception($" {Show(row.Fid, "f2")} | {Show(Thousandfold(row.Kid), "f2")} |"));
        text.AppendLine();
        if (report.Lpips is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"{report.Lpips} 0.1: official heads by their hash; backbone by the names and shapes of its tensors, SHA-256 {report.LpipsBackboneSha256}.").AppendLine();
        if (report.Fid is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"{report.Fid} and {report.Kid}: pool3 features of the Inception-v3 of pytorch-fid, pictures made 299 px bilinearly; weights known by the names and shapes of their tensors, SHA-256 {report.InceptionSha256}. {report.Fid} is biased at small n: compare it only at equal n (here {report.Images} pictures) and with the same code. {report.Kid} is over all pictures at once.").AppendLine();
        foreach (var d in report.Differences)
            text.AppendLine(CultureInfo.InvariantCulture, $"- {d.System} minus {d.Against}, {d.Figure}: {Show(d.Difference, "f3")}");
        if (report.Systems is [{ Subgroups.Count: > 0 } first, ..])
            Subgroups(text, first, depth + 1);
        return text.ToString();

        string Lpips(string column) => report.Lpips is null ? "" : column;

        string Inception(string columns) => report.Fid is null ? "" : columns;
    }

    private static void Write<TReport>(TReport report, string markdown, RgbImage sheet, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(report, Json));
        File.WriteAllText(Path.Combine(folder, "report.md"), markdown);
        File.WriteAllBytes(Path.Combine(folder, "sheet.png"), PngWriter.Rgb(sheet));
    }

    private static string Row(SystemScores s) => "| " + string.Join(" | ",
        s.Name, Show(s.PsnrRgb, "f2"), Show(s.PsnrGrey, "f2"), Show(s.SsimRgb, "f3"), Show(s.SsimGrey, "f3"), Show(s.Perceptual, "f3"),
        Show(s.Frechet, "f4"), Show(Thousandfold(s.Kernel), "f2"), Show(s.Identity?.RankOne, "f3"), Show(s.Identity?.GenuineCosine, "f3"), Show(s.Identity?.ImpostorCosine, "f3"), Show(s.Identity?.EqualErrorRate, "f3"),
        Show(s.Identity?.Area, "f3"), Rate(s.Identity, s.Identity?.TrueAcceptAtOnePercent), Rate(s.Identity, s.Identity?.TrueAcceptAtOnePerMille),
        Show(s.SecondsPerImage, "f3")) + " |";

    private static void Subgroups(StringBuilder text, SystemScores system, int depth)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{new string('#', depth)} {system.Name} by subgroup").AppendLine();
        text.AppendLine("| label | value | pictures | probes | PD-VGG19 | Rank-1 |").AppendLine("|---|---|---|---|---|---|");
        foreach (var g in system.Subgroups)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {g.Label} | {g.Value} | {g.Images} | {g.Probes} | {Show(g.Perceptual, "f3")} | {Show(g.RankOne, "f3")} |");
    }

    private static string Show(Interval? interval, string format) =>
        interval is null ? "" : $"{Show(interval.Value, format)} [{Show(interval.Low, format)}, {Show(interval.High, format)}]";

    private static Interval? Thousandfold(Interval? interval) => interval is null ? null : new Interval(1000 * interval.Value, 1000 * interval.Low, 1000 * interval.High);

    private static string Show(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Rate(IdentityReport? report, double? rate) => report is null ? "" : rate is null ? "n too small" : Show(rate, "f3");
}
