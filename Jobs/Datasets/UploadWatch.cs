using System.Data.Common;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.ServerFolders;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Looks now and again whether somebody stopped an upload, and then cancels <see cref="Token"/>.</summary>
internal sealed class UploadWatch : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _looking;
    private volatile bool _stopped;

    public UploadWatch(FolderWork work, TeamScope scope, Guid uploadId, TimeProvider time, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _looking = LookAsync(work, scope, uploadId, time);
    }

    /// <summary>Cancelled with the job, or when somebody stopped the upload.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Somebody stopped it.</summary>
    public bool Stopped => _stopped;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
        _stop.Dispose();
    }

    private async Task LookAsync(FolderWork work, TeamScope scope, Guid uploadId, TimeProvider time)
    {
        while (true)
        {
            try
            {
                await Task.Delay(_pause, time, _end.Token);
                if (!await work.IsStoppedAsync(scope, uploadId, _end.Token)) continue;
                _stopped = true;
                await _stop.CancelAsync();
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (DbException)
            {
                // The job itself will say so if it lasts.
            }
        }
    }
}
