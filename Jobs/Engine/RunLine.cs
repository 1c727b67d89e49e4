namespace ThermalPortal.Jobs.Engine;

/// <summary>Tickets of one run that wait for the engine, and how many more are on their way.</summary>
internal sealed class RunLine(Guid runId, TimeProvider time)
{
    /// <summary>Longest time a line waits for its pictures that are still being prepared.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private long _since;

    public Guid RunId => runId;

    public List<EngineTicket> Tickets { get; } = [];

    /// <summary>Pictures being prepared, whose tickets follow.</summary>
    public int Coming { get; set; }

    public bool IsOver => Tickets.Count == 0 && Coming == 0;

    public void Add(IReadOnlyList<EngineTicket> tickets)
    {
        if (Tickets.Count == 0) _since = time.GetTimestamp();
        Tickets.AddRange(tickets);
    }

    /// <summary>How long to wait for a fuller batch: a picture by itself takes twice the time it takes in a batch. Null: there is nothing to wait with.</summary>
    public TimeSpan? Wait(int size)
    {
        if (Tickets.Count == 0) return null;
        if (Coming == 0 || Tickets.Count >= size || Tickets[0].Alone) return TimeSpan.Zero;
        var left = _patience - time.GetElapsedTime(_since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public void DropCancelled()
    {
        foreach (var ticket in Tickets.Where(t => t.CancellationToken.IsCancellationRequested)) ticket.Cancel();
        Tickets.RemoveAll(t => t.CancellationToken.IsCancellationRequested);
    }

    /// <summary>Moves tickets that go with <paramref name="leader"/> into its batch, until that has <paramref name="size"/>.</summary>
    public void Move(EngineTicket leader, List<EngineTicket> batch, int size)
    {
        while (batch.Count < size && Tickets.FindIndex(t => t.Alone == leader.Alone && t.Settings == leader.Settings) is >= 0 and var next)
        {
            batch.Add(Tickets[next]);
            Tickets.RemoveAt(next);
        }
    }
}
