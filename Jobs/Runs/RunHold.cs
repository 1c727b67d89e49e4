using System.Data.Common;
using Microsoft.Extensions.Logging;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Jobs.Runs;

/// <summary>
/// Keeps the lease of one run while it is worked on: renews it, writes progress, and cancels <see cref="Token"/> when a person
/// cancels, the lease is lost, or the worker shuts down. The lease is renewed until disposal, so that it outlives a slow stop.
/// </summary>
internal sealed class RunHold : IAsyncDisposable
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(500), _contact = TimeSpan.FromSeconds(2);
    private readonly RunLifecycle _runs;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop, _end = new();
    private readonly CancellationTokenRegistration _shutdown;
    private readonly Task _keeping;
    private double _progress, _written = -1;
    private long _lastContact;

    public RunHold(RunLease lease, RunLifecycle runs, RunLifecycleOptions options, TimeProvider time, ILogger logger, CancellationToken shutdown)
    {
        Lease = lease;
        (_runs, _lease, _time, _logger) = (runs, options.Lease, time, logger);
        _stop = new CancellationTokenSource();
        _lastContact = time.GetTimestamp();
        _shutdown = shutdown.Register(() => Stop(StopCause.Shutdown));
        _keeping = KeepAsync();
    }

    public RunLease Lease { get; }

    /// <summary>Cancelled when the work must stop; <see cref="Cause"/> says why.</summary>
    public CancellationToken Token => _stop.Token;

    public StopCause Cause { get; private set; }

    /// <summary>Notes progress, 0..1; written within half a second.</summary>
    public void Progress(double progress) => Volatile.Write(ref _progress, progress);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _keeping;
        await _shutdown.DisposeAsync();
        _stop.Dispose();
        _end.Dispose();
    }

    /// <summary>Stops the work; the first cause stays.</summary>
    public void Stop(StopCause cause)
    {
        if (Cause == StopCause.None) Cause = cause;
        _stop.Cancel();
    }

    private async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(_tick, _time);
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await ContactAsync();
                await timer.WaitForNextTickAsync(_end.Token);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException)
            {
                Log.LeaseNotRenewed(_logger, Lease.RunId, e.Message);
                // Another worker may take the run when the lease runs out: be silent before that.
                if (_time.GetElapsedTime(_lastContact) > _lease * 0.75) Stop(StopCause.LeaseLost);
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }

    private async Task ContactAsync()
    {
        double progress = Volatile.Read(ref _progress);
        bool news = progress - _written >= 0.001;
        if (!news && _time.GetElapsedTime(_lastContact) < _contact) return;
        long asked = _time.GetTimestamp();
        var state = news
            ? await _runs.ReportProgressAsync(Lease, progress, _end.Token)
            : await _runs.RenewAsync(Lease, _end.Token);
        (_lastContact, _written) = (asked, Math.Max(_written, progress));
        if (state == LeaseState.Lost) Stop(StopCause.LeaseLost);
        else if (state == LeaseState.CancelRequested) Stop(StopCause.User);
    }
}
