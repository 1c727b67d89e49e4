using System.Diagnostics;
using ThermalPortal.Data.Translations;
using ThermalPortal.Jobs.Tests.Engine;

namespace ThermalPortal.Jobs.Tests.Translations;

public sealed class CancelTests(OneWorker worker) : IClassFixture<OneWorker>
{
    private static readonly TranslationOptions _long = new() { Crop = CropMode.None, Steps = 100 };
    private readonly WorkedPortal _portal = worker.Portal;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_WhileTheEngineWorks_EndsWithinTenSecondsAndFreesIt(bool deaf)
    {
        var model = _portal.NewModel(new Behaviour { StepMilliseconds = 100, Hangs = deaf });
        var run = await _portal.NewRunAsync(1, _long, model);
        await _portal.WaitAsync(run, _ => model.Batches.Count > 0);
        var watch = Stopwatch.StartNew();
        Assert.Equal(CancelOutcome.Stopping, await CancelAsync(run));
        var canceled = await _portal.EndOfAsync(run, 10);
        Assert.Equal((RunState.Canceled, RunReasons.User), (canceled.State, canceled.ReasonCode));
        Assert.Equal(CancelOutcome.AlreadyFinal, await CancelAsync(run));

        // The engine is free when the next run gets its turn.
        var other = _portal.NewModel();
        var next = await _portal.NewRunAsync(model: other);
        await _portal.WaitAsync(next, _ => other.Batches.Count > 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"the next run's turn came after {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal(RunState.Succeeded, (await _portal.EndOfAsync(next)).State);
    }

    [Fact]
    public async Task Cancel_OneOfTwoRunsInABatch_TheOtherGoesOn()
    {
        var model = _portal.NewModel(new Behaviour { StepMilliseconds = 60 });
        var first = await _portal.NewRunAsync(1, _long with { Steps = 50 }, model);
        await _portal.WaitAsync(first, _ => model.Batches.Count > 0);
        // These two wait for the engine together, so they share the next batch.
        var keep = await _portal.NewRunAsync(1, _long with { Steps = 50, Seed = 1 }, model);
        var drop = await _portal.NewRunAsync(1, _long with { Steps = 50, Seed = 2 }, model);
        await _portal.WaitAsync(keep, _ => model.Batches.Count > 1);
        await CancelAsync(drop);
        Assert.Equal(RunState.Canceled, (await _portal.EndOfAsync(drop, 10)).State);
        Assert.Equal(RunState.Succeeded, (await _portal.EndOfAsync(keep)).State);
        Assert.Equal(1, (await _portal.FindAsync(keep)).Inputs.Sum(i => i.Results.Count));
    }

    private Task<CancelOutcome> CancelAsync(Guid run) =>
        _portal.Portal.Get<TranslationQueries>().CancelAsync(_portal.Scope, run, CancellationToken.None);
}
