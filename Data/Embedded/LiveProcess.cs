using System.Diagnostics;

namespace ThermalPortal.Data.Embedded;

/// <summary>Finds running processes; a dead one that nobody has collected yet (a zombie) does not count.</summary>
internal static class LiveProcess
{
    /// <summary>Null: no such process. Dispose the answer.</summary>
    public static Process? Find(int pid)
    {
        try
        {
            var process = Process.GetProcessById(pid);
            if (!process.HasExited && !IsZombie(pid)) return process;
            process.Dispose();
            return null;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static bool IsZombie(int pid)
    {
        try
        {
            // "123 (name) Z 1 …"; the name may hold anything, brackets too.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].TrimStart() is ['Z' or 'X', ..];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // no /proc on this system, or just gone
        }
    }
}
