namespace ThermalPortal.Jobs.Engine;

/// <summary>Tickets waiting for the engine; runs take turns, so a large run does not keep a small one waiting.</summary>
internal sealed class WaitingLine(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<RunLine> _runs = [];
    private readonly SemaphoreSlim _arrived = new(0);

    /// <summary>True when no ticket waits and none is on its way.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _runs.All(r => r.IsOver);
        }
    }

    /// <summary>Announces a picture of a run whose tickets follow; dispose when they are in line, or will never be.</summary>
    public IDisposable Announce(Guid runId)
    {
        lock (_lock) LineOf(runId).Coming++;
        return new Announcement(() =>
        {
            lock (_lock) LineOf(runId).Coming--;
            _arrived.Release();
        });
    }

    /// <summary>Puts tickets of one run at the end of that run's line.</summary>
    public void Add(IReadOnlyList<EngineTicket> tickets)
    {
        lock (_lock)
        {
            foreach (var run in tickets.GroupBy(t => t.RunId)) LineOf(run.Key).Add([.. run]);
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
                LineOf(ticket.RunId).Tickets.Insert(0, ticket);
            }
        }
        _arrived.Release();
    }

    /// <summary>Waits for the next batch: the next ticket of the first run that need not wait for more of its own, and whatever may go with it.</summary>
    /// <param name="size">Most tickets of one batch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<EngineTicket>> TakeAsync(int size, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (batch, wait) = TryTake(size);
            if (batch.Count > 0) return batch;
            await _arrived.WaitAsync(wait ?? Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    public void Dispose() => _arrived.Dispose();

    private (IReadOnlyList<EngineTicket> Batch, TimeSpan? Wait) TryTake(int size)
    {
        lock (_lock)
        {
            DropCancelled();
            if (_runs.FirstOrDefault(r => r.Wait(size) == TimeSpan.Zero) is not { } first) return ([], _runs.Min(r => r.Wait(size)));
            var leader = first.Tickets[0];
            List<EngineTicket> batch = [];
            if (leader.Alone) first.Move(leader, batch, size);
            else
            {
                // Round after round one ticket of each run, from the first one on, until the batch is full or nothing fits any more.
                for (int before = -1; before < batch.Count && batch.Count < size;)
                {
                    before = batch.Count;
                    foreach (var run in _runs.Where(r => r != first).Prepend(first)) run.Move(leader, batch, Math.Min(size, batch.Count + 1));
                }
            }
            _runs.Remove(first);
            _runs.AddLast(first);
            DropCancelled();
            return (batch, null);
        }
    }

    private void DropCancelled()
    {
        for (var run = _runs.First; run is not null;)
        {
            var next = run.Next;
            run.Value.DropCancelled();
            if (run.Value.IsOver) _runs.Remove(run);
            run = next;
        }
    }

    private RunLine LineOf(Guid runId) => _runs.FirstOrDefault(r => r.RunId == runId) ?? _runs.AddLast(new RunLine(runId, time)).Value;

    private sealed class Announcement(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
