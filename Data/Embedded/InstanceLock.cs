using System.Diagnostics;
using System.Text.Json;

namespace ThermalPortal.Data.Embedded;

/// <summary>
/// One portal a data folder: a locked file that the system frees when this process dies, and beside it who holds it (process id and
/// start time), for the message to the second one and for file systems without locks.
/// </summary>
internal sealed class InstanceLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holder;

    private InstanceLock(FileStream file, string holder) => (_file, _holder) = (file, holder);

    /// <summary>Throws one clear line when another portal works in the folder.</summary>
    public static InstanceLock Take(string folder)
    {
        var holder = Path.Combine(folder, "holder.json");
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not DirectoryNotFoundException)
        {
            throw InUse(folder, Read(holder));
        }
        if (Read(holder) is { } other && other.Pid != Environment.ProcessId && IsAlive(other))
        {
            file.Dispose();
            throw InUse(folder, other);
        }
        using var self = Process.GetCurrentProcess();
        File.WriteAllText(holder, JsonSerializer.Serialize(new Holder(self.Id, StartOf(self))));
        return new InstanceLock(file, holder);
    }

    public void Dispose()
    {
        File.Delete(_holder);
        _file.Dispose();
    }

    private static EmbeddedPostgresException InUse(string folder, Holder? other) => new(
        $"Another portal{(other is null ? "" : $" (process {other.Pid})")} already works in {folder}. Stop it, or give this one a Portal:DataFolder of its own.");

    private static Holder? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsAlive(Holder holder)
    {
        using var process = LiveProcess.Find(holder.Pid);
        try
        {
            // The start time tells a new process with an old number apart; it is precise to a second or so.
            return process is not null && Math.Abs((StartOf(process) - holder.StartedAt).TotalSeconds) < 3;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false; // it ended just now
        }
    }

    private static DateTime StartOf(Process process) => process.StartTime.ToUniversalTime();

    private sealed record Holder(int Pid, DateTime StartedAt);
}
