using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Translations;

/// <summary>
/// Hears <c>NOTIFY portal_runs</c> on one connection of its own and tells the subscribers; reconnects by itself and then sends a
/// resync to all. One a process: <see cref="DataServices.AddRunListener"/>.
/// </summary>
public sealed class RunListener(NpgsqlDataSource database, ILogger<RunListener> logger) : BackgroundService
{
    /// <summary>Channel; payload <c>teamId:runId</c>, sent by a trigger on every visible change of a run.</summary>
    public const string Channel = "portal_runs";

    private static readonly TimeSpan _alive = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, Subscription> _subscriptions = new();

    /// <summary>Calls <paramref name="onChange"/> for runs of the scope's team, and on resync. It must return quickly. Dispose to end.</summary>
    public IDisposable Subscribe(TeamScope scope, Action<RunChange> onChange) => Add(scope.TeamId, onChange);

    /// <summary>Calls <paramref name="onChange"/> for runs of every team: for dispatchers. Dispose to end.</summary>
    public IDisposable SubscribeAll(Action<RunChange> onChange) => Add(null, onChange);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException or ObjectDisposedException && !stoppingToken.IsCancellationRequested)
            {
                Log.ListenerLost(logger, error.Message);
                await Task.Delay(_retry, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notice) => Tell(notice.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        Tell(default(RunChange));
        Log.Listening(logger);
        while (true)
        {
            if (await connection.WaitAsync(_alive, cancellationToken)) continue;
            // Silence: make sure that the connection still lives.
            await using var probe = new NpgsqlCommand("SELECT 1", connection);
            await probe.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private void Tell(string payload)
    {
        if (payload.Split(':') is [var team, var run] && Guid.TryParse(team, out var teamId) && Guid.TryParse(run, out var runId))
            Tell(new RunChange(teamId, runId));
    }

    private void Tell(RunChange change)
    {
        foreach (var subscription in _subscriptions.Values)
        {
            if (!change.IsResync && subscription.TeamId is { } team && team != change.TeamId) continue;
            try
            {
                subscription.OnChange(change);
            }
            catch (Exception error) // One broken page must not silence the others.
            {
                Log.SubscriberFailed(logger, error);
            }
        }
    }

    private Subscription Add(Guid? teamId, Action<RunChange> onChange)
    {
        var id = Guid.CreateVersion7();
        return _subscriptions[id] = new Subscription(teamId, onChange, () => _subscriptions.TryRemove(id, out _));
    }

    private sealed record Subscription(Guid? TeamId, Action<RunChange> OnChange, Action End) : IDisposable
    {
        public void Dispose() => End();
    }
}
