using ThermalPortal.Data.Datasets.Alignments;

namespace ThermalPortal.Web.Components.Pages.Datasets.Alignments;

/// <summary>Alignments in words and styles.</summary>
internal static class AlignmentWords
{
    /// <summary>Longest side of the visible picture that pages get (see the worker's views), pixels.</summary>
    private const double LongestShown = 1600;

    public static string Pixels(double? value) => value is { } v ? v.ToString(v < 10 ? "0.0" : "0") + " px" : "–";

    public static string Of(TransformKind kind) => kind switch
    {
        TransformKind.Similarity => "Similarity: move, turn, scale",
        TransformKind.Affine => "Affine: also stretch and shear",
        _ => "Homography: also perspective",
    };

    /// <summary>What to tell of a change; null: it was made.</summary>
    public static string? Of(AlignmentOutcome outcome) => outcome switch
    {
        AlignmentOutcome.Done => null,
        AlignmentOutcome.ChangedMeanwhile => "Somebody else has changed this alignment meanwhile. Nothing was overwritten: their state is named below, your points are still here. Save again to replace theirs.",
        AlignmentOutcome.Accepted => "This pair is accepted: a reviewer has to open it again first.",
        _ => "There is nothing to change any more: the pair was taken apart, or its alignment taken back meanwhile.",
    };

    /// <summary>How many other pairs of a session end how.</summary>
    public static string Of(SessionVerdict verdict, int count) => $"{count:N0} {verdict switch
    {
        SessionVerdict.Fits => count == 1 ? "takes it over" : "take it over",
        SessionVerdict.Unchecked => $"{(count == 1 ? "takes" : "take")} it over unchecked: no face points in both pictures",
        SessionVerdict.Outlier => count == 1 ? "disagrees: keeps what it has and is flagged" : "disagree: keep what they have and are flagged",
        SessionVerdict.Accepted => "accepted: left alone",
        _ => "of another picture size, or not measured yet: left alone",
    }}";

    /// <summary>Style of the visible picture that lays it on the thermal one, in a box of thermal pixels.</summary>
    public static string Overlay(PlaneTransform transform, PictureSize visible)
    {
        var shown = Math.Min(1, LongestShown / Math.Max(visible.Width, visible.Height));
        var m = new PlaneTransform([1 / shown, 0, 0, 0, 1 / shown, 0, 0, 0, 1]).Then(transform).Matrix;
        return FormattableString.Invariant($"width:{visible.Width * shown:0.##}px;height:{visible.Height * shown:0.##}px;transform:matrix3d({m[0]:R},{m[3]:R},0,{m[6]:R},{m[1]:R},{m[4]:R},0,{m[7]:R},0,0,1,0,{m[2]:R},{m[5]:R},0,{m[8]:R})");
    }
}
