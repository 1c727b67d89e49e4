using System.Globalization;
using System.Text;
using static ThermalPortal.Inference.Metrics.Evaluation.Cells;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>The outcome on one data set.</summary>
public sealed record EvaluationReport : MeasuredReport
{
    /// <summary>Name of the data set (its folder).</summary>
    public required string Set { get; init; }

    /// <summary>What was compared with what, in words.</summary>
    public required string Protocol { get; init; }

    /// <summary>Split of the manifest.</summary>
    public required string Split { get; init; }

    /// <summary>Side of all pictures, pixels.</summary>
    public required int Size { get; init; }

    /// <summary>Pictures scored.</summary>
    public required int Images { get; init; }

    /// <summary>People shown.</summary>
    public required int People { get; init; }

    /// <summary>People of this split who are also in the training split: must be 0.</summary>
    public required int PeopleAlsoInTraining { get; init; }

    /// <summary>SHA-256 of the recognition net.</summary>
    public string? IdentityJudgeSha256 { get; init; }

    /// <summary>SHA-256 of the perceptual weights.</summary>
    public string? PerceptualSha256 { get; init; }

    /// <summary>What the column of <see cref="SystemScores.Lpips"/> may be called; null = there is none.</summary>
    public string? Lpips { get; init; }

    /// <summary>SHA-256 of the LPIPS backbone, known otherwise by the names and shapes of its tensors only.</summary>
    public string? LpipsBackboneSha256 { get; init; }

    /// <summary>What the column of <see cref="SystemScores.Fid"/> may be called; null = there is none.</summary>
    public string? Fid { get; init; }

    /// <summary>What the column of <see cref="SystemScores.Kid"/> may be called; null = there is none.</summary>
    public string? Kid { get; init; }

    /// <summary>SHA-256 of the Inception weights, known otherwise by the names and shapes of their tensors only.</summary>
    public string? InceptionSha256 { get; init; }

    /// <summary>One row a system; baselines, ceiling and floor last.</summary>
    public required IReadOnlyList<SystemScores> Systems { get; init; }

    /// <summary>The first system against each of the others.</summary>
    public IReadOnlyList<PairedDifference> Differences { get; init; } = [];

    /// <inheritdoc/>
    public override string Markdown(int depth = 1)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{new string('#', depth)} {Set}, split {Split}: {Images} pictures of {People} people, {Size} px");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Protocol}. People also in the training split: {PeopleAlsoInTraining}. Brackets: 95 % bootstrap over people.");
        text.AppendLine();
        text.AppendLine("| system | PSNR RGB | PSNR grey | SSIM RGB | SSIM grey | PD-VGG19 | FD-VGG19 | KD-VGG19 x1000 | Rank-1 | genuine cosine | impostor cosine | EER | AUC | TAR@1 % | TAR@.1 % | s/image |" + IfLpips($" {Lpips} |") + IfInception($" {Fid} | {Kid} x1000 |"));
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|" + IfLpips("---|") + IfInception("---|---|"));
        foreach (var row in Systems)
            text.AppendLine(Row(row) + IfLpips($" {Show(row.Lpips, "f3")} |") + IfInception($" {Show(row.Fid, "f2")} | {Show(Thousandfold(row.Kid), "f2")} |"));
        text.AppendLine();
        if (Lpips is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"{Lpips} 0.1: official heads by their hash; backbone by the names and shapes of its tensors, SHA-256 {LpipsBackboneSha256}.").AppendLine();
        if (Fid is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"{Fid} and {Kid}: pool3 features of the Inception-v3 of pytorch-fid, pictures made 299 px bilinearly; weights known by the names and shapes of their tensors, SHA-256 {InceptionSha256}. {Fid} is biased at small n: compare it only at equal n (here {Images} pictures) and with the same code. {Kid} is over all pictures at once.").AppendLine();
        foreach (var d in Differences)
            text.AppendLine(CultureInfo.InvariantCulture, $"- {d.System} minus {d.Against}, {d.Figure}: {Show(d.Difference, "f3")}");
        if (Systems is [{ Subgroups.Count: > 0 } first, ..])
            Subgroups(text, first, depth + 1);
        return text.ToString();

        string IfLpips(string column) => Lpips is null ? "" : column;

        string IfInception(string columns) => Fid is null ? "" : columns;
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
}
