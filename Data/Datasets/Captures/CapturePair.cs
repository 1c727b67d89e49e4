using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Pairing;
using ThermalPortal.Data.Datasets.Review;

namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>A thermal and a visible capture of one moment. Each capture is in one pair at most: the database sees to it.</summary>
public sealed class CapturePair : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid DatasetId { get; init; }

    public Guid ThermalId { get; init; }

    public Capture? Thermal { get; init; }

    public Guid VisibleId { get; init; }

    public Capture? Visible { get; init; }

    public PairRule Rule { get; init; }

    /// <summary>The data set says that both lie on each other pixel by pixel.</summary>
    public bool Aligned { get; init; }

    /// <summary>What people said of it, by name of the label; empty = that there is none. See <c>PairLabels</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();

    /// <summary>How they lie on each other as people said last; null: nobody has said.</summary>
    public Guid? AlignmentId { get; set; }

    public PairAlignment? Alignment { get; init; }

    /// <summary>What a reviewer said of it.</summary>
    public ReviewState Review { get; set; }

    /// <summary>Who said so last.</summary>
    public Guid? ReviewerId { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    /// <summary>Why, in the reviewer's words.</summary>
    public string? ReviewComment { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
