using Npgsql;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data.Tests.Translations;

public sealed class RunLifecycleTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;

    private RunLifecycle Runs => _portal.Get<RunLifecycle>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task ClaimAsync_ManyAtOnce_OneWins()
    {
        var run = await _portal.NewRunAsync(_team);
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => Runs.ClaimAsync(run, $"worker{n}", _none))));
        var lease = Assert.Single(claims, claim => claim is not null)!;
        Assert.Equal((1, 1, _team), (lease.Epoch, lease.Attempt, lease.Scope));
        Assert.Equal(RunState.Starting, await StateAsync(run));
    }

    [Fact]
    public async Task ClaimAsync_LeaseRanOut_TakesOverAndFencesTheFirst()
    {
        var run = await _portal.NewRunAsync(_team);
        var first = await Runs.ClaimAsync(run, "frozen", _none);
        Assert.Null(await Runs.ClaimAsync(run, "next", _none));
        await ExpireAsync(run);
        var second = await Runs.ClaimAsync(run, "next", _none);
        Assert.Equal(2, second!.Attempt);

        var input = (await _portal.Get<RunWork>().LoadAsync(second, _none))!.Inputs[0].InputId;
        var before = await RowAsync(run);
        Assert.Equal(LeaseState.Lost, await Runs.RenewAsync(first!, _none));
        Assert.Equal(LeaseState.Lost, await Runs.ReportProgressAsync(first!, .9, _none));
        Assert.Null(await Runs.CompleteAsync(first!, _none));
        Assert.Null(await Runs.FailAsync(first!, RunReasons.OutOfMemory, null, _none));
        Assert.Null(await Runs.FinishCancelAsync(first!, _none));
        Assert.Null(await Runs.ReleaseAsync(first!, RunReasons.NativeCrash, _none));
        Assert.False(await _portal.Get<RunWork>().RefuseAsync(first!, input, "late", null, _none));
        Assert.False(await _portal.Get<RunWork>().SaveAsync(first!, input, new InputOutcome { Results = [], Attributes = [] }, _none));
        Assert.False(await _portal.Get<RunWork>().ExpandAsync(first!, input, [], _none));
        Assert.Equal(before, await RowAsync(run));
        Assert.Equal(LeaseState.Held, await Runs.RenewAsync(second, _none));
    }

    [Fact]
    public async Task RenewAsync_AfterExpiryButUnclaimed_HoldsAgain()
    {
        var run = await _portal.NewRunAsync(_team);
        var lease = await Runs.ClaimAsync(run, "slow", _none);
        await ExpireAsync(run);
        Assert.Equal(LeaseState.Held, await Runs.RenewAsync(lease!, _none));
        Assert.Null(await Runs.ClaimAsync(run, "other", _none));
    }

    [Fact]
    public async Task ReportProgressAsync_OutOfOrder_NeverFalls()
    {
        var run = await _portal.NewRunAsync(_team);
        var lease = (await Runs.ClaimAsync(run, "w", _none))!;
        foreach (var progress in (double[])[.5, .2, double.NaN, 7]) await Runs.ReportProgressAsync(lease, progress, _none);
        var seen = await _portal.Get<TranslationQueries>().ProgressAsync(_team, run, _none);
        Assert.Equal((RunState.Running, 1.0), (seen!.State, seen.Progress));
    }

    [Fact]
    public async Task CompleteAsync_APictureSucceeded_Succeeds()
    {
        var run = await _portal.NewRunAsync(_team, pictures: 2);
        var lease = (await Runs.ClaimAsync(run, "w", _none))!;
        var work = _portal.Get<RunWork>();
        var plan = (await work.LoadAsync(lease, _none))!;
        Assert.True(await work.SaveAsync(lease, plan.Inputs[0].InputId, new InputOutcome { Results = [], Attributes = [] }, _none));
        Assert.True(await work.RefuseAsync(lease, plan.Inputs[1].InputId, "No face.", "Crop by hand.", _none));
        Assert.Equal(RunState.Succeeded, await Runs.CompleteAsync(lease, _none));
        Assert.Null(await Runs.CompleteAsync(lease, _none));
        Assert.Null(await Runs.ClaimAsync(run, "again", _none));
        var detail = (await _portal.Get<TranslationQueries>().FindAsync(_team, run, _none))!;
        Assert.Equal((1.0, null), (detail.Progress, detail.ReasonCode));
        Assert.Equal(("No face.", "Crop by hand."), (detail.Inputs[1].Error, detail.Inputs[1].ErrorAdvice));
    }

    [Fact]
    public async Task CompleteAsync_NoPictureSucceeded_FailsWithBadData()
    {
        var run = await _portal.NewRunAsync(_team);
        var lease = (await Runs.ClaimAsync(run, "w", _none))!;
        Assert.Equal(RunState.Failed, await Runs.CompleteAsync(lease, _none));
        Assert.Equal(RunReasons.BadData, (await _portal.Get<TranslationQueries>().FindAsync(_team, run, _none))!.ReasonCode);
    }

    [Fact]
    public async Task ReleaseAsync_WorkerKeepsCrashing_IsPoisonedAfterThreeAttempts()
    {
        var run = await _portal.NewRunAsync(_team);
        foreach (var expected in (RunState[])[RunState.Queued, RunState.Queued, RunState.Failed])
        {
            var lease = (await Runs.ClaimAsync(run, "w", _none))!;
            Assert.Equal(expected, await Runs.ReleaseAsync(lease, RunReasons.NativeCrash, _none));
        }
        Assert.Null(await Runs.ClaimAsync(run, "w", _none));
        Assert.Equal(RunReasons.Poisoned, (await _portal.Get<TranslationQueries>().FindAsync(_team, run, _none))!.ReasonCode);
    }

    [Fact]
    public async Task ReleaseAsync_WorkerShutsDownOften_IsNotPoisoned()
    {
        var run = await _portal.NewRunAsync(_team);
        for (var n = 0; n < 5; n++)
            Assert.Equal(RunState.Queued, await Runs.ReleaseAsync((await Runs.ClaimAsync(run, "w", _none))!, RunReasons.WorkerShutdown, _none));
        Assert.Equal(1, (await Runs.ClaimAsync(run, "w", _none))!.Attempt);
    }

    [Fact]
    public async Task LoadAsync_SecondAttempt_LeavesOutWhatIsDone()
    {
        var run = await _portal.NewRunAsync(_team, pictures: 3);
        var work = _portal.Get<RunWork>();
        var first = (await Runs.ClaimAsync(run, "w", _none))!;
        var plan = (await work.LoadAsync(first, _none))!;
        Assert.NotNull(plan.Options.Seed);
        await work.SaveAsync(first, plan.Inputs[1].InputId, new InputOutcome { Results = [], Attributes = [] }, _none);
        await Runs.ReleaseAsync(first, RunReasons.NativeCrash, _none);
        var again = (await work.LoadAsync((await Runs.ClaimAsync(run, "w", _none))!, _none))!;
        Assert.Equal([0, 2], again.Inputs.Select(i => i.Ordinal));
        Assert.Equal((3, plan.Options.Seed), (again.InputsTotal, again.Options.Seed));
    }

    private async Task<RunState> StateAsync(Guid run) => (await _portal.Get<TranslationQueries>().ProgressAsync(_team, run, _none))!.State;

    private Task<object?> ExpireAsync(Guid run) => RunSqlAsync($"UPDATE translation_runs SET lease_until = now() - interval '1 s' WHERE id = '{run}'");

    private Task<object?> RowAsync(Guid run) => RunSqlAsync(
        $"SELECT to_jsonb(r)::text || (SELECT jsonb_agg(i)::text FROM translation_inputs i WHERE run_id = r.id) FROM translation_runs r WHERE id = '{run}'");

    private async Task<object?> RunSqlAsync(string sql)
    {
        await using var command = _portal.Get<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync(_none);
    }
}
