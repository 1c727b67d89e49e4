namespace ThermalPortal.Jobs.Worker;

/// <summary>A folder that goes when its user is done.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(string parent)
    {
        Path = System.IO.Path.Combine(parent, Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>Path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Disposes after work whose own end, good or bad, others wait for.</summary>
    public void DisposeAfter(Task work)
    {
        _ = work.Exception;
        Dispose();
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody tidied before us.
        }
    }
}
