using System.Globalization;
using System.Text;
using static ThermalPortal.Inference.Metrics.Evaluation.Cells;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Whether real people whom one camera saw are recognised, in pictures made of its heat, among pictures made of another camera's.</summary>
/// <param name="ProbeCamera">The camera whose people are looked for.</param>
/// <param name="GalleryCameras">Where they are looked for.</param>
/// <param name="NotFound">Files in which no face was found.</param>
/// <param name="Systems">One row a system, then the raw heat.</param>
public sealed record CrossCameraReport(string ProbeCamera, IReadOnlyList<string> GalleryCameras, IReadOnlyList<string> NotFound, IReadOnlyList<CrossCameraScores> Systems) : MeasuredReport
{
    /// <inheritdoc/>
    public override string Markdown(int depth = 1)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{new string('#', depth)} Real heat of two cameras: people seen by {ProbeCamera}, looked for among {string.Join(", ", GalleryCameras)}").AppendLine();
        text.AppendLine("Pictures made of either camera's heat are compared with each other, for nobody photographed these people: whether what tells people apart is kept, not whether the faces are like the true ones. Closed set; brackets: 95 % bootstrap over people.").AppendLine();
        text.AppendLine("| system | Rank-1 | genuine cosine | impostor cosine | EER | AUC | n probes | n gallery | n people |").AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, s) in Systems)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {Show(s.RankOne, "f3")} | {Show(s.GenuineCosine, "f3")} | {Show(s.ImpostorCosine, "f3")} | {Show(s.EqualErrorRate, "f3")} | {Show(s.Area, "f3")} | {s.Probes} | {s.Gallery} | {s.People} |");
        if (NotFound.Count > 0)
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"No face was found in {string.Join(", ", NotFound)}.");
        return text.ToString();
    }
}
