using ThermalPortal.Data.Translations;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Runs;

namespace ThermalPortal.Jobs.Translations;

/// <summary>All pictures of one run, several at a time so that the engine's batches fill.</summary>
internal sealed class RunTranslation(InputTranslation inputs, RunWork work)
{
    /// <summary>Pictures of one run being prepared or waiting for the engine at once.</summary>
    private const int AtOnce = 24;

    public async Task RunAsync(RunPlan plan, ModelOptions model, RunHold hold)
    {
        var meter = new ProgressMeter(plan.InputsTotal, plan.InputsTotal - plan.Inputs.Count, hold.Progress);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = hold.Token };
        await Parallel.ForEachAsync(plan.Inputs, options, async (input, cancellationToken) =>
        {
            // Restart point: a picture is saved or refused whole, under the fence; a restart takes up the ones that are neither.
            var refusal = await inputs.RunAsync(plan, model, input, hold.Lease, meter, cancellationToken);
            if (refusal is not null && !await work.RefuseAsync(hold.Lease, input.InputId, refusal.Reason, refusal.Advice, cancellationToken))
                throw new LeaseLostException();
            meter.Set(input.InputId, 1);
        });
    }
}
