using ThermalPortal.Data.Models;

namespace ThermalPortal.Data.Translations;

/// <summary>
/// One request to translate one or many thermal pictures. The row is the truth about who works on it: see <see cref="RunLifecycle"/>.
/// </summary>
public sealed class TranslationRun : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid UserId { get; init; }

    public Guid ModelVersionId { get; init; }

    public ModelVersion? ModelVersion { get; init; }

    public RunState State { get; set; }

    /// <summary>Fence: raised by every claim; a write with an older epoch changes nothing.</summary>
    public long Epoch { get; set; }

    /// <summary>Claims so far; at <see cref="RunLifecycleOptions.MaxAttempts"/> the run is poisoned.</summary>
    public int Attempt { get; set; }

    /// <summary>The worker that holds the lease.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Clock of the database.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When the run was last handed to the queue; null: waiting for the dispatcher.</summary>
    public DateTimeOffset? DispatchedAt { get; set; }

    public DateTimeOffset? CancelRequestedAt { get; set; }

    /// <summary>One of <see cref="RunReasons"/> once the run failed or was cancelled.</summary>
    public string? ReasonCode { get; set; }

    /// <summary>Why it ended, for people.</summary>
    public string? Reason { get; set; }

    /// <summary>0..1.</summary>
    public double Progress { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public TranslationOptions Options { get; init; } = new();

    /// <summary>Set when the person moved the run to the trash.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public List<TranslationInput> Inputs { get; init; } = [];
}
