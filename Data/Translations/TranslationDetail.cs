namespace ThermalPortal.Data.Translations;

/// <summary>Everything about a run, for its page and the API.</summary>
public sealed record TranslationDetail
{
    public required Guid Id { get; init; }

    public required RunState State { get; init; }

    /// <summary>0..1.</summary>
    public required double Progress { get; init; }

    /// <summary>One of <see cref="RunReasons"/>.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Why it ended other than well, for people.</summary>
    public string? Reason { get; init; }

    public required Guid UserId { get; init; }

    public string UserName { get; init; } = "";

    public required Guid ModelVersionId { get; init; }

    public string ModelName { get; init; } = "";

    public string ModelVersion { get; init; } = "";

    public string ModelSha256 { get; init; } = "";

    public required TranslationOptions Options { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Set: in the trash.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<InputDetail> Inputs { get; init; }

    /// <summary>True once nothing will change any more.</summary>
    public bool IsFinal => State.IsFinal();

    internal static TranslationDetail Of(TranslationRun run, string userName) => new()
    {
        Id = run.Id,
        State = run.State,
        Progress = run.Progress,
        ReasonCode = run.ReasonCode,
        Reason = run.Reason,
        UserId = run.UserId,
        UserName = userName,
        ModelVersionId = run.ModelVersionId,
        ModelName = run.ModelVersion!.Name,
        ModelVersion = run.ModelVersion.Version,
        ModelSha256 = run.ModelVersion.Sha256,
        Options = run.Options,
        CreatedAt = run.CreatedAt,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        DeletedAt = run.DeletedAt,
        Inputs = [.. run.Inputs.OrderBy(i => i.Ordinal).Select(InputDetail.Of)],
    };
}
