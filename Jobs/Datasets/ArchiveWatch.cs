using System.Data.Common;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Writes down how far an archive is, for people who watch: once a second at most, and only what is new.</summary>
internal sealed class ArchiveWatch : IProgress<ArchiveProgress>, IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _writing;
    private ArchiveProgress? _latest;

    public ArchiveWatch(UploadWork uploads, TeamScope scope, Guid uploadId, TimeProvider time) => _writing = WriteAsync(uploads, scope, uploadId, time, _end.Token);

    public void Report(ArchiveProgress value) => Volatile.Write(ref _latest, value);

    /// <summary>Ends the writing; a second time nothing happens.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writing.IsCompleted) return;
        await _end.CancelAsync();
        await _writing;
        _end.Dispose();
    }

    private async Task WriteAsync(UploadWork uploads, TeamScope scope, Guid uploadId, TimeProvider time, CancellationToken end)
    {
        using var timer = new PeriodicTimer(_pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
                if (Interlocked.Exchange(ref _latest, null) is { } latest) await WriteAsync(latest);
        }
        catch (OperationCanceledException)
        {
            // The archive is done.
        }

        async Task WriteAsync(ArchiveProgress latest)
        {
            try
            {
                await uploads.SetUnpackingAsync(scope, uploadId, latest, end);
            }
            catch (DbException)
            {
                // The job itself will say so if it lasts.
            }
        }
    }
}
