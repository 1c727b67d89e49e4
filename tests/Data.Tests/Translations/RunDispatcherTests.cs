using Npgsql;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data.Tests.Translations;

public sealed class RunDispatcherTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;

    private RunDispatcher Dispatcher => _portal.Get<RunDispatcher>();

    public async ValueTask InitializeAsync() => _portal = await postgres.NewPortalAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task DispatchAsync_TwoTeams_TakesThemInTurn()
    {
        var (a, b) = (await _portal.NewTeamAsync("a"), await _portal.NewTeamAsync("b"));
        List<Guid> many = [];
        for (var n = 0; n < 5; n++) many.Add(await _portal.NewRunAsync(a));
        var one = await _portal.NewRunAsync(b);

        Assert.Equal([many[0], one, many[1]], await Dispatcher.DispatchAsync(3, _none));
        Assert.Empty(await Dispatcher.DispatchAsync(3, _none));
        await _portal.Get<TranslationQueries>().CancelAsync(a, many[0], _none);
        Assert.Equal([many[2]], await Dispatcher.DispatchAsync(3, _none));
    }

    [Fact]
    public async Task DispatchAsync_LateTeam_GoesBeforeTheBusyOne()
    {
        var (a, b) = (await _portal.NewTeamAsync("a"), await _portal.NewTeamAsync("b"));
        for (var n = 0; n < 4; n++) await _portal.NewRunAsync(a);
        await Dispatcher.DispatchAsync(2, _none);
        var late = await _portal.NewRunAsync(b);
        Assert.Equal([late], await Dispatcher.DispatchAsync(3, _none));
    }

    [Fact]
    public async Task DispatchAsync_ManyAtOnce_NoRunTwiceAndNeverMoreThanPlaces()
    {
        var team = await _portal.NewTeamAsync();
        for (var n = 0; n < 12; n++) await _portal.NewRunAsync(team);
        var taken = (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Dispatcher.DispatchAsync(7, _none))))).SelectMany(ids => ids).ToList();
        Assert.Equal(7, taken.Count);
        Assert.Equal(7, taken.Distinct().Count());
    }

    [Fact]
    public async Task ReconcileAsync_WorkerLost_RunGoesBackAndIsPoisonedInTheEnd()
    {
        var team = await _portal.NewTeamAsync();
        var run = await _portal.NewRunAsync(team);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal([run], await Dispatcher.DispatchAsync(5, _none));
            Assert.Equal(attempt, (await _portal.Get<RunLifecycle>().ClaimAsync(run, "dies", _none))!.Attempt);
            Assert.Equal(0, await Dispatcher.ReconcileAsync(_none));
            await RunSqlAsync("UPDATE translation_runs SET lease_until = now() - interval '1 s'");
            Assert.Equal(1, await Dispatcher.ReconcileAsync(_none));
        }
        var detail = (await _portal.Get<TranslationQueries>().FindAsync(team, run, _none))!;
        Assert.Equal((RunState.Failed, RunReasons.Poisoned), (detail.State, detail.ReasonCode));
        Assert.Empty(await Dispatcher.DispatchAsync(5, _none));
    }

    [Fact]
    public async Task ReconcileAsync_QueueLostTheJob_HandsItOverAgain()
    {
        var run = await _portal.NewRunAsync(await _portal.NewTeamAsync());
        await Dispatcher.DispatchAsync(5, _none);
        await RunSqlAsync("UPDATE translation_runs SET dispatched_at = now() - interval '1 h'");
        Assert.Equal(1, await Dispatcher.ReconcileAsync(_none));
        Assert.Equal([run], await Dispatcher.DispatchAsync(5, _none));
    }

    private async Task RunSqlAsync(string sql)
    {
        await using var command = _portal.Get<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_none);
    }
}
