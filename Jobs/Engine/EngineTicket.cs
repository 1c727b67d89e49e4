namespace ThermalPortal.Jobs.Engine;

/// <summary>One picture waiting for the engine.</summary>
internal sealed class EngineTicket(
    Guid runId, EngineSettings settings, TranslateItem item, IProgress<EngineProgress>? progress, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<EngineOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The run it belongs to: runs take turns, and a crash is laid to one run only.</summary>
    public Guid RunId => runId;

    /// <summary>Only tickets with equal settings share a batch.</summary>
    public EngineSettings Settings => settings;

    public TranslateItem Item => item;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Set after a batch of several runs failed: from then on this run's pictures go by themselves.</summary>
    public bool Alone { get; set; }

    /// <summary>The picture, or why there is none.</summary>
    public Task<EngineOutcome> Outcome => _outcome.Task;

    public void Report(EngineProgress step) => progress?.Report(step);

    public void Complete(EngineOutcome outcome) => _outcome.TrySetResult(outcome);

    public void Fail(Exception exception) => _outcome.TrySetException(exception);

    public void Cancel() => _outcome.TrySetCanceled(cancellationToken.IsCancellationRequested ? cancellationToken : new CancellationToken(true));
}

/// <summary>What a batch has in common.</summary>
/// <param name="ModelFolder">Folder of the model.</param>
/// <param name="Steps">Sampler steps.</param>
/// <param name="Guidance">Classifier-free guidance.</param>
internal sealed record EngineSettings(string ModelFolder, int Steps, double Guidance);

/// <param name="ModelSha256">Hash of the weights that made the picture.</param>
/// <param name="Item">The picture's size and attributes; its bytes are in the ticket's output file.</param>
internal sealed record EngineOutcome(string ModelSha256, TranslatedItem Item);
