using Npgsql;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data.Tests.Translations;

public sealed class CancelTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;

    private RunLifecycle Runs => _portal.Get<RunLifecycle>();

    private TranslationQueries Translations => _portal.Get<TranslationQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task CancelAsync_Queued_EndsAtOnceAndCannotBeClaimed()
    {
        var run = await _portal.NewRunAsync(_team);
        Assert.Equal(CancelOutcome.Canceled, await Translations.CancelAsync(_team, run, _none));
        Assert.Equal(CancelOutcome.AlreadyFinal, await Translations.CancelAsync(_team, run, _none));
        Assert.Null(await Runs.ClaimAsync(run, "w", _none));
        var detail = (await Translations.FindAsync(_team, run, _none))!;
        Assert.Equal((RunState.Canceled, RunReasons.User), (detail.State, detail.ReasonCode));
        Assert.NotNull(detail.FinishedAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CancelAsync_Working_WorkerIsToldAndFinishes(bool running)
    {
        var run = await _portal.NewRunAsync(_team);
        var lease = (await Runs.ClaimAsync(run, "w", _none))!;
        if (running) await Runs.ReportProgressAsync(lease, .3, _none);
        Assert.Equal(CancelOutcome.Stopping, await Translations.CancelAsync(_team, run, _none));
        Assert.Equal(CancelOutcome.Stopping, await Translations.CancelAsync(_team, run, _none));
        Assert.Equal(LeaseState.CancelRequested, await Runs.RenewAsync(lease, _none));
        Assert.Equal(LeaseState.CancelRequested, await Runs.ReportProgressAsync(lease, .4, _none));
        Assert.Equal(RunState.Stopping, (await Translations.ProgressAsync(_team, run, _none))!.State);
        Assert.Equal(RunState.Canceled, await Runs.FinishCancelAsync(lease, _none));
        Assert.Equal(CancelOutcome.AlreadyFinal, await Translations.CancelAsync(_team, run, _none));
    }

    [Fact]
    public async Task CompleteAsync_CancelCameMeanwhile_EndsCanceled()
    {
        var run = await _portal.NewRunAsync(_team);
        var lease = (await Runs.ClaimAsync(run, "w", _none))!;
        await Translations.CancelAsync(_team, run, _none);
        Assert.Equal(RunState.Canceled, await Runs.CompleteAsync(lease, _none));
    }

    [Fact]
    public async Task ReconcileAsync_WorkerDiedWhileStopping_FinishesTheCancel()
    {
        var run = await _portal.NewRunAsync(_team);
        await Runs.ClaimAsync(run, "w", _none);
        await Translations.CancelAsync(_team, run, _none);
        await ExpireAsync(run);
        await _portal.Get<RunDispatcher>().ReconcileAsync(_none);
        Assert.Equal(RunState.Canceled, (await Translations.ProgressAsync(_team, run, _none))!.State);
    }

    [Fact]
    public async Task ClaimAsync_WorkerDiedWhileStopping_NextOneOnlyFinishes()
    {
        var run = await _portal.NewRunAsync(_team);
        await Runs.ClaimAsync(run, "w", _none);
        await Translations.CancelAsync(_team, run, _none);
        await ExpireAsync(run);
        var next = (await Runs.ClaimAsync(run, "next", _none))!;
        Assert.True(next.CancelRequested);
        Assert.Equal(RunState.Canceled, await Runs.FinishCancelAsync(next, _none));
    }

    [Fact]
    public async Task ReleaseAsync_CancelCameMeanwhile_EndsCanceled()
    {
        var run = await _portal.NewRunAsync(_team);
        var lease = (await Runs.ClaimAsync(run, "w", _none))!;
        await Translations.CancelAsync(_team, run, _none);
        Assert.Equal(RunState.Canceled, await Runs.ReleaseAsync(lease, RunReasons.WorkerShutdown, _none));
    }

    [Fact]
    public async Task CancelAsync_Ended_ChangesNothing()
    {
        var run = await _portal.NewRunAsync(_team);
        await Runs.FailAsync((await Runs.ClaimAsync(run, "w", _none))!, RunReasons.OutOfMemory, null, _none);
        Assert.Equal(CancelOutcome.AlreadyFinal, await Translations.CancelAsync(_team, run, _none));
        Assert.Equal(RunReasons.OutOfMemory, (await Translations.FindAsync(_team, run, _none))!.ReasonCode);
    }

    [Fact]
    public async Task CancelAsync_OtherTeamOrUnknown_IsNotFound()
    {
        var run = await _portal.NewRunAsync(_team);
        Assert.Equal(CancelOutcome.NotFound, await Translations.CancelAsync(await _portal.NewTeamAsync("other"), run, _none));
        Assert.Equal(CancelOutcome.NotFound, await Translations.CancelAsync(_team, Guid.NewGuid(), _none));
    }

    private async Task ExpireAsync(Guid run)
    {
        await using var command = _portal.Get<NpgsqlDataSource>().CreateCommand($"UPDATE translation_runs SET lease_until = now() - interval '1 s' WHERE id = '{run}'");
        await command.ExecuteNonQueryAsync(_none);
    }
}
