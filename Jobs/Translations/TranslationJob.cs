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
    RunLifecycle runs, RunLifecycleOptions options, RunWork work, RunTranslation translation, TimeProvider time, ILogger<TranslationJob> logger)
    : ITranslationJob
{
    private const int DiskFull = 28;

    public async Task RunAsync(Guid runId, CancellationToken cancellationToken)
    {
        // Restart point 1, nothing claimed: the run stays queued. Done, held by another, or out of attempts: not ours.
        if (await runs.ClaimAsync(runId, WorkerIdentity.Name, cancellationToken) is not { } lease) return;
        Log.RunClaimed(logger, runId, lease.Epoch, lease.Attempt);
        // Restart point 2, claimed: the lease runs out and the reconciler queues the run again, one attempt older.
        await using var hold = new RunHold(lease, runs, options, time, logger, cancellationToken);
        var end = lease.CancelRequested ? await runs.FinishCancelAsync(lease, CancellationToken.None) : await WorkAsync(hold);
        Log.RunEnded(logger, runId, lease.Epoch, end?.ToString() ?? "lease lost");
        // Restart point 3, ended: the next claim finds a final state and the job returns at once.
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<RunState?> WorkAsync(RunHold hold)
    {
        var lease = hold.Lease;
        try
        {
            if (await work.LoadAsync(lease, hold.Token) is not { } plan) return null;
            var model = ModelFolder.ReadOptions(plan.ModelFolder);
            if (AttributeChoice.Error(model.Attributes, plan.Options.Attributes) is { } error)
                return await runs.FailAsync(lease, RunReasons.BadData, error, CancellationToken.None);
            await translation.RunAsync(plan, model, hold);
            return await runs.CompleteAsync(lease, CancellationToken.None);
        }
        catch (OperationCanceledException) when (hold.Cause == StopCause.User)
        {
            return await runs.FinishCancelAsync(lease, CancellationToken.None);
        }
        catch (Exception e) when (hold.Cause == StopCause.LeaseLost || e is LeaseLostException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            // Shutdown; or the engine's queue is shutting down before Hangfire told us.
            return await runs.ReleaseAsync(lease, RunReasons.WorkerShutdown, CancellationToken.None);
        }
        catch (EngineLostException e)
        {
            return await runs.ReleaseAsync(lease, e.End.OutOfMemory ? RunReasons.OutOfMemory : RunReasons.NativeCrash, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.RunFailed(logger, e, lease.RunId);
            return await runs.FailAsync(lease, ReasonOf(e), null, CancellationToken.None);
        }
    }

    private static string ReasonOf(Exception e) => e switch
    {
        IOException { HResult: var code } when (code & 0xFFFF) is DiskFull or 112 => RunReasons.DiskFull,
        InvalidDataException => RunReasons.ModelMissing,
        EngineFaultException when e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) => RunReasons.OutOfMemory,
        _ => RunReasons.Internal,
    };
}
