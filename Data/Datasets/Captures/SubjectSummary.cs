namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>A person of a dataset in figures.</summary>
/// <param name="Id">The person.</param>
/// <param name="Key">Name.</param>
/// <param name="Captures">Pictures, paired or not.</param>
/// <param name="Pairs">Pairs.</param>
public sealed record SubjectSummary(Guid Id, string Key, int Captures, int Pairs)
{
    /// <summary>Recording sessions that have a name.</summary>
    public int Sessions { get; init; }

    /// <summary>Pairs a reviewer has accepted: the person cannot be renamed, put together with others or made unknown.</summary>
    public int Accepted { get; init; }

    /// <summary>A few small pictures, visible ones first.</summary>
    public IReadOnlyList<Guid> Thumbnails { get; init; } = [];
}

/// <summary>That a capture shows another person than before.</summary>
/// <param name="CaptureId">The capture.</param>
/// <param name="Before">Whom it showed; null: nobody had said.</param>
/// <param name="After">Whom it shows now; null: nobody knows.</param>
public sealed record SubjectChange(Guid CaptureId, Guid? Before, Guid? After);
