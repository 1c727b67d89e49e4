using System.Globalization;
using System.Text;
using static ThermalPortal.Inference.Metrics.Evaluation.Cells;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>What stating an attribute that is not true does to the pictures of one set.</summary>
public sealed record StatementReport : MeasuredReport
{
    /// <summary>Name of the set.</summary>
    public required string Set { get; init; }

    /// <summary>Split of the manifest.</summary>
    public required string Split { get; init; }

    /// <summary>SHA-256 of the classifier's weights; it must not be the one that taught the model.</summary>
    public required string AttributeJudgeSha256 { get; init; }

    /// <summary>One row a value, in the order of the model's attributes.</summary>
    public required IReadOnlyList<StatementScores> Statements { get; init; }

    /// <inheritdoc/>
    public override string Markdown(int depth = 1)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{new string('#', depth)} {Set}, split {Split}: stating what is not true").AppendLine();
        text.AppendLine("How often a classifier that did not teach the model sees the value in the picture: when nothing is stated, when the value is stated, and in true pictures of people who have it (its own limit). "
            + "Cosine of the recognition net and mean difference in grey levels are between the pictures with and without the statement.").AppendLine();
        text.AppendLine("| attribute | stated | n people | seen without | seen with | seen in true pictures | cosine with / without | difference of 255 |").AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var s in Statements)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Attribute.Replace('_', ' ')} | {s.Value.Replace('_', ' ')} | {s.People} | {Show(s.SeenWithout, "f2")} | {Show(s.SeenWith, "f2")} | {Show(s.SeenTruth, "f2")} | {Show(s.Identity, "f2")} | {Show(s.Changed, "f1")} |");
        return text.ToString();
    }
}

/// <summary>The row of one stated value.</summary>
/// <param name="Attribute">Attribute, such as "glasses".</param>
/// <param name="Value">What was stated.</param>
/// <param name="People">People of whom it is not true, one picture each.</param>
/// <param name="SeenWithout">Share of their pictures in which the classifier sees the value when nothing is stated, 0..1.</param>
/// <param name="SeenWith">The same when it is stated.</param>
/// <param name="SeenTruth">The same of true pictures of people of whom it is true: what the classifier can tell at all; null = there are none.</param>
/// <param name="Identity">Mean cosine of the recognition net between the picture with and without; null = no net.</param>
/// <param name="Changed">Mean absolute difference between the two, grey levels of 255.</param>
public sealed record StatementScores(string Attribute, string Value, int People, double SeenWithout, double SeenWith, double? SeenTruth, double? Identity, double Changed);
