using Microsoft.Extensions.Logging;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Data.Translations;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Engine;
using ThermalPortal.Jobs.Models;
using ThermalPortal.Jobs.Runs;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Translations;

/// <summary>Works one translation run from claim to end. The run's row is the truth: the queue may hand it out twice, or lose it.</summary>
internal sealed class TranslationJob(
    RunLifecycle runs, RunLifecycleOptions options, RunWork work, RunTranslation translation, RunEnd end, TimeProvider time,
    ILogger<TranslationJob> logger) : ITranslationJob
{
    private const int DiskFull = 28, DiskFullOnWindows = 112;

    public async Task RunAsync(Guid runId, CancellationToken cancellationToken)
    {
        // Restart point 1, nothing claimed: the run stays queued. Done, held by another, or out of attempts: not ours.
        if (await runs.ClaimAsync(runId, WorkerIdentity.Name, cancellationToken) is not { } lease) return;
        Log.RunClaimed(logger, runId, lease.Epoch, lease.Attempt);
        // Restart point 2, claimed: the lease runs out and the reconciler queues the run again, one attempt older.
        await using var hold = new RunHold(lease, runs, options, time, logger, cancellationToken);
        var write = lease.CancelRequested ? () => runs.FinishCancelAsync(lease, CancellationToken.None) : await WorkAsync(hold);
        var state = write is null ? null : await end.WriteAsync(lease, write);
        Log.RunEnded(logger, runId, lease.Epoch, state?.ToString() ?? "lease lost");
        // Restart point 3, ended: the next claim finds a final state and the job returns at once.
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Works the run; answers how its end is to be written, or null where it is another worker's now.</summary>
    private async Task<Func<Task<RunState?>>?> WorkAsync(RunHold hold)
    {
        var lease = hold.Lease;
        try
        {
            if (await work.LoadAsync(lease, hold.Token) is not { } plan) return null;
            var model = ModelFolder.ReadOptions(plan.ModelFolder);
            if (AttributeChoice.Error(model.Attributes, plan.Options.Attributes) is { } error) return Fail(RunReasons.BadData, error);
            await translation.RunAsync(plan, model, hold);
            return () => runs.CompleteAsync(lease, CancellationToken.None);
        }
        catch (OperationCanceledException) when (hold.Cause == StopCause.User)
        {
            return () => runs.FinishCancelAsync(lease, CancellationToken.None);
        }
        catch (Exception e) when (hold.Cause == StopCause.LeaseLost || e is LeaseLostException)
        {
            return null;
        }
        catch (EngineLostException e)
        {
            return Release(e.End.OutOfMemory ? RunReasons.OutOfMemory : RunReasons.NativeCrash);
        }
        catch (Exception e) when (e is OperationCanceledException || RunEnd.IsTransient(e))
        {
            // A shutdown, or a database that went away: not this run's fault, so no attempt is counted.
            return Release(RunReasons.WorkerShutdown);
        }
        catch (Exception e)
        {
            Log.RunFailed(logger, e, lease.RunId);
            return Fail(ReasonOf(e), null);
        }

        Func<Task<RunState?>> Release(string reason) => () => runs.ReleaseAsync(lease, reason, CancellationToken.None);
        Func<Task<RunState?>> Fail(string reason, string? detail) => () => runs.FailAsync(lease, reason, detail, CancellationToken.None);
    }

    private static string ReasonOf(Exception e) => e switch
    {
        IOException { HResult: var code } when (code & 0xFFFF) is DiskFull or DiskFullOnWindows => RunReasons.DiskFull,
        InvalidDataException => RunReasons.ModelMissing,
        EngineFaultException when e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) => RunReasons.OutOfMemory,
        _ => RunReasons.Internal,
    };
}
