using System.Diagnostics;
using ThermalPortal.Data.Translations;
using ThermalPortal.Jobs.Tests.Engine;

namespace ThermalPortal.Jobs.Tests.Translations;

/// <summary>kill -9 at any moment: the run ends right, once.</summary>
public sealed class KillDrillTests(PostgresFixture postgres)
{
    private static readonly TranslationOptions _slow = new() { Crop = CropMode.None, Steps = 40 };

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(900)]
    public async Task KillEngine_Twice_TheRunSucceedsOnce(int wait)
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.Model.Behave(new Behaviour { StepMilliseconds = 25 });
        portal.StartWorker();
        var run = await portal.NewRunAsync(3, _slow);
        int last = 0;
        for (int kill = 0; kill < 2; kill++)
        {
            await portal.WaitAsync(run, r => r.State == RunState.Running && portal.Model.Engine() is { } e && e.Id != last);
            await Task.Delay(wait, TestContext.Current.CancellationToken);
            if ((await portal.FindAsync(run)).IsFinal) break;
            using var engine = portal.Model.Engine();
            last = engine?.Id ?? 0;
            engine?.Kill();
        }
        AssertRight(await portal.EndOfAsync(run), 3, portal.Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    [InlineData(1200)]
    public async Task KillWorker_Once_AnotherTakesOverAndTheEngineDiesWithIt(int wait)
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.Model.Behave(new Behaviour { StepMilliseconds = 25 });
        var worker = portal.StartWorker();
        var run = await portal.NewRunAsync(3, _slow);
        await portal.WaitAsync(run, r => r.State == RunState.Running && portal.Model.Engine() is not null);
        await Task.Delay(wait, TestContext.Current.CancellationToken);
        int engine = portal.Model.Engine()?.Id ?? 0;
        worker.Kill();
        portal.StartWorker();
        AssertRight(await portal.EndOfAsync(run), 3, portal.Output);
        Assert.NotEqual(engine, portal.Model.Engine()?.Id);
        if (engine != 0) Assert.Throws<ArgumentException>(() => Process.GetProcessById(engine));
    }

    [Fact]
    public async Task ParentGone_WorkerStopsByItselfAndGivesTheRunBack()
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.Model.Behave(new Behaviour { StepMilliseconds = 50 });
        var worker = portal.StartWorker();
        var run = await portal.NewRunAsync(1, _slow);
        await portal.WaitAsync(run, r => r.State == RunState.Running);
        worker.StandardInput.Close();
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal(RunState.Queued, (await portal.FindAsync(run)).State);
        portal.StartWorker();
        AssertRight(await portal.EndOfAsync(run), 1, portal.Output);
    }

    [Fact]
    public async Task Terminate_WhileItWorks_GivesTheRunBackWithoutCountingAnAttempt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs SIGTERM.");
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.Model.Behave(new Behaviour { StepMilliseconds = 50 });
        var run = await portal.NewRunAsync(1, _slow);
        for (int shutdown = 0; shutdown < 3; shutdown++)
        {
            var worker = portal.StartWorker();
            await portal.WaitAsync(run, r => r.State == RunState.Running);
            await SignalAsync("-TERM", worker.Id);
            await worker.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.Equal((0, RunState.Queued), (worker.ExitCode, (await portal.FindAsync(run)).State));
        }
        portal.StartWorker();
        AssertRight(await portal.EndOfAsync(run), 1, portal.Output);
    }

    [Fact]
    public async Task DatabaseAway_WorkerWaitsForItAndStopsWithItsParent()
    {
        var command = TestChildren.Worker(
            ("ConnectionStrings__Portal", "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=1"), ("Portal__DataFolder", postgres.Folder),
            ("Portal__Worker__StopWithInput", "true"));
        using var worker = Process.Start(command.ToStartInfo())!;
        string? said = await worker.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Waiting for the database", said, StringComparison.Ordinal);
        Assert.False(worker.HasExited);
        worker.StandardInput.Close();
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(0, worker.ExitCode);
    }

    [Fact]
    public async Task EngineDiesOnOneRun_ItIsPoisonedAfterThreeAndOthersGoOn()
    {
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.Model.Behave(new Behaviour { DiesOnSeed = 13 });
        portal.StartWorker();
        var guilty = await portal.NewRunAsync(1, _slow with { Seed = 13 });
        var innocent = await portal.NewRunAsync(2, _slow with { Seed = 1 });
        AssertRight(await portal.EndOfAsync(innocent), 2, portal.Output);
        var poisoned = await portal.EndOfAsync(guilty);
        Assert.Equal((RunState.Failed, RunReasons.Poisoned), (poisoned.State, poisoned.ReasonCode));
        Assert.Contains("three times", poisoned.Reason, StringComparison.Ordinal);
        AssertRight(await portal.EndOfAsync(await portal.NewRunAsync(1, _slow with { Seed = 2 })), 1, portal.Output);
    }

    [Fact]
    public async Task FreezeWorker_LongerThanItsLease_AnotherFinishesAndTheThawedOneWritesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Freezing needs SIGSTOP.");
        await using var portal = await WorkedPortal.CreateAsync(postgres);
        portal.Model.Behave(new Behaviour { StepMilliseconds = 50 });
        var frozen = portal.StartWorker();
        var run = await portal.NewRunAsync(2, _slow);
        await portal.WaitAsync(run, r => r.State == RunState.Running && r.Progress > 0.1);
        await SignalAsync("-STOP", frozen.Id);
        portal.StartWorker();
        var done = await portal.EndOfAsync(run);
        await SignalAsync("-CONT", frozen.Id);
        AssertRight(done, 2, portal.Output);
        var results = done.Inputs.SelectMany(i => i.Results).Select(r => r.Id).ToList();
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var later = await portal.FindAsync(run);
        AssertRight(later, 2, portal.Output);
        Assert.Equal(results, later.Inputs.SelectMany(i => i.Results).Select(r => r.Id));
        Assert.False(frozen.HasExited);
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static void AssertRight(TranslationDetail run, int pictures, string output)
    {
        Assert.True(run.State == RunState.Succeeded, $"{run.State}: {run.ReasonCode} {run.Reason}\n{output}");
        Assert.Equal(pictures, run.Inputs.Count);
        Assert.All(run.Inputs, input => Assert.Single(input.Results));
    }
}
