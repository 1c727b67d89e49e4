using System.Data.Common;
using Microsoft.Extensions.Logging;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Jobs.Runs;

/// <summary>Writes the end of a run, through a database that may be away for a while.</summary>
internal sealed class RunEnd(RunLifecycleOptions options, TimeProvider time, ILogger<RunEnd> logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>True for errors that say something of the connection, not of what was asked.</summary>
    public static bool IsTransient(Exception e) => e is DbException { IsTransient: true } or TimeoutException;

    /// <summary>
    /// Tries until it is written, or until the lease must have run out: then the reconciler puts the run right. Null: nothing written.
    /// </summary>
    public async Task<RunState?> WriteAsync(RunLease lease, Func<Task<RunState?>> write)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await write();
            }
            catch (Exception e) when (IsTransient(e))
            {
                Log.LeaseNotRenewed(logger, lease.RunId, e.Message);
                if (time.GetElapsedTime(started) > options.Lease) return null;
                await Task.Delay(_pause, time, CancellationToken.None);
            }
        }
    }
}
