namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>A pair of a recording session, and what would become of it if the session took over a transform.</summary>
/// <param name="PairId">The pair.</param>
/// <param name="Path">Path of its thermal picture.</param>
/// <param name="Residual">How far its own face points lie from the transform, thermal pixels; null: they were not found in both pictures.</param>
/// <param name="Verdict">What would become of it.</param>
/// <param name="Replaces">It would give up an alignment of its own.</param>
public sealed record SessionMember(Guid PairId, string Path, double? Residual, SessionVerdict Verdict, bool Replaces);

/// <summary>What becomes of a pair when its session takes over a transform.</summary>
public enum SessionVerdict
{
    /// <summary>Takes it over: its own points agree.</summary>
    Fits = 0,

    /// <summary>Takes it over unseen: no face points in both pictures.</summary>
    Unchecked = 1,

    /// <summary>Keeps what it has and is flagged: its own points disagree.</summary>
    Outlier = 2,

    /// <summary>Left alone: a reviewer accepted it.</summary>
    Accepted = 3,

    /// <summary>Left alone: its pictures have another size, so the same numbers mean something else; or nobody has measured them yet.</summary>
    OtherSize = 4,
}
