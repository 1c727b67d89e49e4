using System.Globalization;
using System.Text;
using static ThermalPortal.Inference.Metrics.Evaluation.Cells;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>The outcome on real pairs.</summary>
/// <param name="Pairs">Pairs read.</param>
/// <param name="Alignment">What was asked to align the faces.</param>
/// <param name="Crops">For each pair, by name: what found its face (thermal, visible, whole).</param>
/// <param name="NotJudged">Names of pairs whose visible face was not found, so that no identity could be judged.</param>
/// <param name="Systems">One row a system, then ceiling and floor.</param>
public sealed record RealPairReport(int Pairs, RealCrop Alignment, IReadOnlyDictionary<string, string> Crops, IReadOnlyList<string> NotJudged, IReadOnlyList<RealPairScores> Systems) : MeasuredReport
{
    /// <summary>What was tried, for the heading; null = the model as it is.</summary>
    public string? Trial { get; init; }

    /// <inheritdoc/>
    public override string Markdown(int depth = 1)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{new string('#', depth)} {Pairs} real pairs, aligned by the {Alignment.ToString().ToLowerInvariant()} picture{(Trial is null ? "" : $": {Trial}")}").AppendLine();
        text.AppendLine("The product aligns by the thermal picture; the visible one shows what a better face detector would give. Cosine of the recognition net. So few people are an anecdote, not a benchmark.").AppendLine();
        text.AppendLine("| system | genuine cosine | impostor cosine | Rank-1 | people above 95 % of impostors | n pictures | n people |").AppendLine("|---|---|---|---|---|---|---|");
        foreach (var s in Systems)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Name} | {Show(s.Genuine, "f3")} | {Show(s.Impostor, "f3")} | {Show(s.RankOne, "f3")} | {Show(s.AboveImpostors, "f2")} | {s.Probes} | {s.People} |");
        var judged = Crops.Keys.Except(NotJudged).ToArray();
        foreach (var s in Systems.Where(s => s.Own is not null))
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{s.Name}, pair by pair: {string.Join(", ", judged.Zip(s.Own!, (name, own) => $"{name} {Show(own, "f2")}"))}.").AppendLine();
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Crop found by: {string.Join(", ", Crops.Select(c => $"{c.Key} {c.Value}"))}.");
        if (NotJudged.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"Visible face not found, so not judged: {string.Join(", ", NotJudged)}.");
        return text.ToString();
    }
}
