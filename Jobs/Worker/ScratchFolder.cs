namespace ThermalPortal.Jobs.Worker;

/// <summary>Where pictures lie on their way between worker, decoder and engine. What dead workers left is removed at start.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private static readonly TimeSpan _stale = TimeSpan.FromDays(1);
    private readonly string _mine;

    /// <param name="dataFolder">The portal's data folder.</param>
    /// <param name="time">Clock by which leftovers are judged.</param>
    public ScratchFolder(string dataFolder, TimeProvider time)
    {
        string root = Path.Combine(dataFolder, "scratch");
        Directory.CreateDirectory(root);
        foreach (string left in Directory.EnumerateDirectories(root).Where(folder => time.GetUtcNow() - Directory.GetLastWriteTimeUtc(folder) > _stale))
            Directory.Delete(left, recursive: true);
        _mine = Path.Combine(root, $"worker-{Guid.CreateVersion7():N}");
        Directory.CreateDirectory(_mine);
    }

    /// <summary>A new empty folder, deleted on disposal.</summary>
    public TemporaryFolder Create() => new(_mine);

    public void Dispose()
    {
        if (Directory.Exists(_mine)) Directory.Delete(_mine, recursive: true);
    }
}
