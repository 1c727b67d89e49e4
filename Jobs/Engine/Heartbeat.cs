namespace ThermalPortal.Jobs.Engine;

/// <summary>
/// The engine's ear for its supervisor. When the beat stays away for <see cref="Patience"/> the engine holds between two
/// steps, so that a frozen supervisor (whose lease runs out) cannot leave work running beside its successor.
/// </summary>
internal sealed class Heartbeat(TimeProvider time)
{
    /// <summary>How long the beat may stay away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(100);
    private long _lastBeat = time.GetTimestamp();

    /// <summary>True while the beat is missing.</summary>
    public bool Missing => time.GetElapsedTime(Volatile.Read(ref _lastBeat)) > Patience;

    public void Beat() => Volatile.Write(ref _lastBeat, time.GetTimestamp());

    /// <summary>Blocks while the beat is missing; throws when the work is cancelled meanwhile.</summary>
    public void HoldWhileMissing(CancellationToken cancellationToken)
    {
        while (Missing)
        {
            cancellationToken.WaitHandle.WaitOne(_poll);
            cancellationToken.ThrowIfCancellationRequested();
        }
        cancellationToken.ThrowIfCancellationRequested();
    }
}
