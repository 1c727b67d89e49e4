using System.Globalization;

namespace ThermalPortal.Benchmarks;

/// <summary>Memory of the worker and its children, from /proc (Linux only).</summary>
internal static class ProcessMemory
{
    /// <summary>Proportional set size in MiB of each descendant of a process that runs the worker program, by verb.</summary>
    public static IReadOnlyDictionary<string, double> OfWorkers(int ancestor)
    {
        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        if (!OperatingSystem.IsLinux())
            return found;
        var parents = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, out _))
            .Select(n => int.Parse(n!, CultureInfo.InvariantCulture)).ToDictionary(id => id, ParentOf);
        foreach (var id in parents.Keys.Where(id => Descends(id, ancestor, parents)))
        {
            var words = Read(id, "cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            var program = Array.FindIndex(words, w => w.Contains("ThermalPortal.Jobs", StringComparison.Ordinal));
            if (program < 0 || program + 1 >= words.Length)
                continue;
            var kilobytes = Read(id, "smaps_rollup").Split('\n').Where(l => l.StartsWith("Pss:", StringComparison.Ordinal))
                .Sum(l => double.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
            found[words[program + 1]] = found.GetValueOrDefault(words[program + 1]) + kilobytes / 1024;
        }
        return found;
    }

    /// <summary>Memory in use by a process alone, MiB; 0: it ended, or this is not Linux.</summary>
    public static double Of(int id) => Read(id, "status").Split('\n').FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)) is { } line
        ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024 : 0;

    private static bool Descends(int id, int ancestor, Dictionary<int, int> parents)
    {
        for (var at = id; parents.TryGetValue(at, out var parent); at = parent)
            if (parent == ancestor)
                return true;
        return false;
    }

    // "pid (name) state ppid ...": the name may hold spaces and brackets.
    private static int ParentOf(int id)
    {
        var stat = Read(id, "stat");
        var rest = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 0;
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException) // it ended meanwhile
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
