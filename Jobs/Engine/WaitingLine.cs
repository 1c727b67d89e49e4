namespace ThermalPortal.Jobs.Engine;

/// <summary>Tickets waiting for the engine; runs take turns, so a large run does not keep a small one waiting.</summary>
internal sealed class WaitingLine : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<List<EngineTicket>> _runs = [];
    private readonly SemaphoreSlim _arrived = new(0);

    /// <summary>Puts tickets of one run at the end of that run's line.</summary>
    public void Add(IReadOnlyList<EngineTicket> tickets)
    {
        lock (_lock)
        {
            foreach (var ticket in tickets) LineOf(ticket.RunId).Add(ticket);
        }
        _arrived.Release();
    }

    /// <summary>Puts tickets back in front, to be worked run by run.</summary>
    public void PutBackAlone(IReadOnlyList<EngineTicket> tickets)
    {
        lock (_lock)
        {
            foreach (var ticket in tickets.Reverse())
            {
                ticket.Alone = true;
                LineOf(ticket.RunId).Insert(0, ticket);
            }
        }
        _arrived.Release();
    }

    /// <summary>Waits for the next batch: the first run's next ticket and whatever may go with it.</summary>
    /// <param name="size">Most tickets of one batch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<EngineTicket>> TakeAsync(int size, CancellationToken cancellationToken)
    {
        while (true)
        {
            var batch = TryTake(size);
            if (batch.Count > 0) return batch;
            await _arrived.WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => _arrived.Dispose();

    private List<EngineTicket> TryTake(int size)
    {
        lock (_lock)
        {
            DropCancelled();
            if (_runs.First is not { } first) return [];
            var leader = first.Value[0];
            List<EngineTicket> batch = [];
            if (leader.Alone) Move(first.Value, leader, batch, size);
            else
            {
                // Round after round one ticket of each run, until the batch is full or nothing fits any more.
                for (int before = -1; before < batch.Count && batch.Count < size;)
                {
                    before = batch.Count;
                    foreach (var run in _runs) Move(run, leader, batch, Math.Min(size, batch.Count + 1));
                }
            }
            _runs.RemoveFirst();
            if (first.Value.Count > 0) _runs.AddLast(first);
            DropCancelled();
            return batch;
        }
    }

    private static void Move(List<EngineTicket> from, EngineTicket leader, List<EngineTicket> batch, int size)
    {
        while (batch.Count < size && from.FindIndex(t => t.Alone == leader.Alone && t.Settings == leader.Settings) is >= 0 and var next)
        {
            batch.Add(from[next]);
            from.RemoveAt(next);
        }
    }

    private void DropCancelled()
    {
        for (var run = _runs.First; run is not null;)
        {
            var next = run.Next;
            foreach (var ticket in run.Value.Where(t => t.CancellationToken.IsCancellationRequested)) ticket.Cancel();
            run.Value.RemoveAll(t => t.CancellationToken.IsCancellationRequested);
            if (run.Value.Count == 0) _runs.Remove(run);
            run = next;
        }
    }

    private List<EngineTicket> LineOf(Guid runId)
    {
        foreach (var line in _runs)
            if (line[0].RunId == runId) return line;
        return _runs.AddLast([]).Value;
    }
}
