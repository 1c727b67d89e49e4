namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>The outcome of one evaluation, as written to report.json.</summary>
public sealed record EvaluationReport
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
}
