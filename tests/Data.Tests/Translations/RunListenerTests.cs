using System.Collections.Concurrent;
using Npgsql;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data.Tests.Translations;

public sealed class RunListenerTests(PostgresFixture postgres)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Subscribe_RunsChange_HearsOwnTeamOnlyAndAgainAfterALostConnection()
    {
        await using var portal = await postgres.NewPortalAsync();
        var (mine, other) = (await portal.NewTeamAsync("mine"), await portal.NewTeamAsync("other"));
        var listener = portal.Get<RunListener>();
        var heard = new ConcurrentQueue<RunChange>();
        using var subscription = listener.Subscribe(mine, heard.Enqueue);
        using var broken = listener.SubscribeAll(_ => throw new InvalidOperationException("a broken page"));
        await listener.StartAsync(_none);
        await UntilAsync(() => heard.Any(change => change.IsResync));

        var foreign = await portal.NewRunAsync(other);
        var run = await portal.NewRunAsync(mine);
        await UntilAsync(() => heard.Contains(new RunChange(mine.TeamId, run)));
        Assert.DoesNotContain(heard, change => change.RunId == foreign);

        heard.Clear();
        await using (var command = portal.Get<NpgsqlDataSource>().CreateCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"))
            Assert.Equal(1L, await command.ExecuteScalarAsync(_none));
        await UntilAsync(() => heard.Any(change => change.IsResync));
        heard.Clear();
        await portal.Get<TranslationQueries>().CancelAsync(mine, run, _none);
        await UntilAsync(() => heard.Contains(new RunChange(mine.TeamId, run)));

        subscription.Dispose();
        heard.Clear();
        await portal.NewRunAsync(mine);
        await listener.StopAsync(_none);
        Assert.Empty(heard);
    }

    [Fact]
    public async Task RunNotices_RenewalOnly_StaySilent()
    {
        await using var portal = await postgres.NewPortalAsync();
        var team = await portal.NewTeamAsync();
        var run = await portal.NewRunAsync(team, pictures: 1);
        var lease = (await portal.Get<RunLifecycle>().ClaimAsync(run, "w", _none))!;
        var input = (await portal.Get<RunWork>().LoadAsync(lease, _none))!.Inputs[0].InputId;
        var listener = portal.Get<RunListener>();
        var heard = new ConcurrentQueue<RunChange>();
        using var subscription = listener.SubscribeAll(heard.Enqueue);
        await listener.StartAsync(_none);
        await UntilAsync(() => !heard.IsEmpty);
        heard.Clear();
        await portal.Get<RunLifecycle>().RenewAsync(lease, _none);
        await portal.Get<RunWork>().RefuseAsync(lease, input, "No face.", null, _none);
        await UntilAsync(() => !heard.IsEmpty);
        await Task.Delay(100, _none);
        Assert.Single(heard);
        await listener.StopAsync(_none);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var n = 0; n < 200 && !condition(); n++) await Task.Delay(50, _none);
        Assert.True(condition());
    }
}
