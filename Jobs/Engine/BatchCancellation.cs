namespace ThermalPortal.Jobs.Engine;

/// <summary>Cancels a batch once every picture in it is cancelled: one person's cancel never stops another's work.</summary>
internal sealed class BatchCancellation : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration[] _registrations;
    private int _left;

    public BatchCancellation(IReadOnlyList<EngineTicket> batch, CancellationToken stoppingToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        _left = batch.Count;
        _registrations = [.. batch.Select(t => t.CancellationToken.Register(OnCancelled))];
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void OnCancelled()
    {
        if (Interlocked.Decrement(ref _left) == 0) _source.Cancel();
    }
}
