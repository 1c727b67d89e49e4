namespace ThermalPortal.Jobs.Processes;

/// <summary>How a child process ended.</summary>
/// <param name="ExitCode">128 + signal number where a signal ended it.</param>
/// <param name="Words">One sentence for people.</param>
/// <param name="LastLines">The last lines it wrote to standard error.</param>
internal sealed record ChildEnd(int ExitCode, string Words, IReadOnlyList<string> LastLines)
{
    /// <summary>Exit code of our own children whose managed heap was full.</summary>
    public const int HeapFull = 99;

    private const int Abort = 134, Killed = 137, SegmentationFault = 139;

    public static ChildEnd Of(int exitCode, IReadOnlyList<string> lastLines)
    {
        bool outOfMemory = lastLines.Any(line => line.Contains("OutOfMemory", StringComparison.OrdinalIgnoreCase)
            || line.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
            || line.Contains("bad_alloc", StringComparison.Ordinal));
        string words = exitCode switch
        {
            _ when outOfMemory || exitCode == HeapFull => "it ran out of memory",
            Killed => "it was killed, most often because memory ran out",
            Abort => "the native library aborted",
            SegmentationFault => "the native library crashed (segmentation fault)",
            0 => "it ended by itself",
            _ => $"it ended with code {exitCode}",
        };
        return new ChildEnd(exitCode, words, lastLines);
    }

    /// <summary>The last lines as one text; "none" where it died in silence.</summary>
    public string LastWords => LastLines.Count == 0 ? "none" : string.Join(Environment.NewLine, LastLines);

    /// <summary>True where memory is the likely cause.</summary>
    public bool OutOfMemory => ExitCode == Killed || Words.Contains("memory", StringComparison.Ordinal);
}
