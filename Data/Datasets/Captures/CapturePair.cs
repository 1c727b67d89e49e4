using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Pairing;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Suggestions;

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

    /// <summary>Path of the thermal picture, by which lists are ordered.</summary>
    public required string Path { get; init; }

    /// <summary>Faults of either picture.</summary>
    public QualityFaults Faults { get; set; }

    /// <summary>Sharpness of the less sharp picture, 1 = the least that <see cref="QualityRules"/> let pass; 0: one of them was not measured, or cannot be read.</summary>
    public float Sharpness { get; set; }

    public PairRule Rule { get; init; }

    /// <summary>The data set says that both lie on each other pixel by pixel.</summary>
    public bool Aligned { get; init; }

    /// <summary>What people said of it, by name of the label; empty = that there is none. See <c>PairLabels</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();

    /// <summary>What models suggest; not labels. Loaded where it is asked for.</summary>
    public ICollection<AttributeSuggestion> Suggestions { get; } = [];

    /// <summary>How they lie on each other as people said last; null: nobody has said.</summary>
    public Guid? AlignmentId { get; set; }

    public PairAlignment? Alignment { get; init; }

    /// <summary>Who is asked to review it; null: whoever comes.</summary>
    public Guid? AssigneeId { get; set; }

    public PortalUser? Assignee { get; init; }

    /// <summary>What a reviewer said of it.</summary>
    public ReviewState Review { get; set; }

    /// <summary>Who said so last.</summary>
    public Guid? ReviewerId { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }

    /// <summary>Why, in the reviewer's words.</summary>
    public string? ReviewComment { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>A new pair, with what is known of its pictures already.</summary>
    internal static CapturePair Of(Capture thermal, Capture visible, PairRule rule, bool aligned, DateTimeOffset now) => new()
    {
        DatasetId = thermal.DatasetId, ThermalId = thermal.Id, VisibleId = visible.Id, Path = thermal.Path, Faults = thermal.Faults | visible.Faults,
        Sharpness = QualityRules.SharpnessOf(thermal.Sharpness, visible.Sharpness), Rule = rule, Aligned = aligned, CreatedAt = now,
    };
}
