namespace ThermalPortal.Data.Datasets;

/// <summary>What reading a file showed.</summary>
public sealed record FileVerdict
{
    public required Verdict Verdict { get; init; }

    /// <summary>Machine-readable reason of a rejection, why a visible picture is no thermal one, or what was repaired.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The same for people.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do, for people.</summary>
    public string? Advice { get; init; }

    public Modality Modality { get; init; }

    public RadiometryBadge? Badge { get; init; }

    /// <summary>Pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels.</summary>
    public int? Height { get; init; }

    public static FileVerdict Rejected(string code, string reason, string advice) =>
        new() { Verdict = Verdict.Rejected, ReasonCode = code, Reason = reason, Advice = advice };

    public static FileVerdict Accepted(Modality modality, RadiometryBadge? badge, int width, int height) =>
        new() { Verdict = Verdict.Accepted, Modality = modality, Badge = badge, Width = width, Height = height };

    /// <summary>A visible picture: good for a dataset, but nothing to translate.</summary>
    public static FileVerdict Visible(string code, string reason, string advice, int width, int height) =>
        new() { Verdict = Verdict.Accepted, Modality = Modality.Visible, ReasonCode = code, Reason = reason, Advice = advice, Width = width, Height = height };

    /// <summary>A table that tells about the other files.</summary>
    public static FileVerdict Manifest() => new() { Verdict = Verdict.Manifest };

    /// <summary>An archive whose entries became rows of their own.</summary>
    public static FileVerdict Expanded() => new() { Verdict = Verdict.Expanded };
}
