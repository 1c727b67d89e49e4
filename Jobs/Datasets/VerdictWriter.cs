using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Collects verdicts of one upload and writes them together: a commit for each of a hundred thousand small files would take longer than reading them.</summary>
internal sealed class VerdictWriter(UploadWork uploads, TeamScope scope, Guid uploadId, TimeProvider time) : IDisposable
{
    private const int Most = 200;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1); // people watch the count
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<JudgedFile> _waiting = [];
    private long _written = time.GetTimestamp();

    public int Accepted { get; private set; }

    public int Rejected { get; private set; }

    public async Task AddAsync(IReadOnlyList<JudgedFile> files, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _waiting.AddRange(files);
            Accepted += files.Count(f => f.Verdict.Verdict == Verdict.Accepted);
            Rejected += files.Count(f => f.Verdict.Verdict == Verdict.Rejected);
            if (_waiting.Count >= Most || time.GetElapsedTime(_written) > _longest) await WriteAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Writes what is left.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await WriteAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0) return;
        await uploads.SetVerdictsAsync(scope, uploadId, _waiting, cancellationToken);
        _waiting.Clear();
        _written = time.GetTimestamp();
    }
}
