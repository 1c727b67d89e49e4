using Npgsql;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Translations;

/// <summary>
/// Hears <c>NOTIFY portal_runs</c> on one connection of its own and tells the subscribers; reconnects by itself and then sends a
/// resync to all. Run it once a process: <see cref="RunAsync"/>.
/// </summary>
public sealed class RunListener(NpgsqlDataSource database)
{
    /// <summary>Channel; payload <c>teamId:runId</c>.</summary>
    public const string Channel = "portal_runs";

    /// <summary>Listens until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotImplementedException(database.ToString());

    /// <summary>Calls <paramref name="onChange"/> for runs of the scope's team, and on resync. It must return quickly. Dispose to end.</summary>
    public IDisposable Subscribe(TeamScope scope, Action<RunChange> onChange) => throw new NotImplementedException();

    /// <summary>Calls <paramref name="onChange"/> for runs of every team: for dispatchers. Dispose to end.</summary>
    public IDisposable SubscribeAll(Action<RunChange> onChange) => throw new NotImplementedException();
}
