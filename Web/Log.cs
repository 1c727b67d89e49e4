namespace ThermalPortal.Web;

/// <summary>Every log line of the portal's web process: ids, never pixels, names of people or attributes.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Worker {ProcessId} started.")]
    public static partial void WorkerStarted(this ILogger log, int processId);

    [LoggerMessage(2, LogLevel.Warning, "Worker {ProcessId} ended with code {ExitCode}.")]
    public static partial void WorkerEnded(this ILogger log, int processId, int exitCode);

    [LoggerMessage(3, LogLevel.Warning, "The worker is started again in {Seconds} s.")]
    public static partial void WorkerRestarts(this ILogger log, double seconds);

    [LoggerMessage(4, LogLevel.Error, "The worker {Path} did not start: {Reason}")]
    public static partial void WorkerDidNotStart(this ILogger log, string path, string reason);

    [LoggerMessage(5, LogLevel.Error, "No worker beside the portal: nothing will be translated. Build the solution, or set Portal:Worker:Path.")]
    public static partial void WorkerMissing(this ILogger log);

    [LoggerMessage(6, LogLevel.Warning, "Worker {ProcessId} did not stop by itself and was ended.")]
    public static partial void WorkerKilled(this ILogger log, int processId);

    [LoggerMessage(EventId = 7, Message = "worker | {Line}")]
    public static partial void WorkerSays(this ILogger log, LogLevel level, string line);

    [LoggerMessage(8, LogLevel.Information, "{Count} files that were never sent to their end were removed.")]
    public static partial void IncomingSwept(this ILogger log, int count);

    [LoggerMessage(9, LogLevel.Warning, "Files that were never sent to their end could not be removed: {Reason}")]
    public static partial void IncomingNotSwept(this ILogger log, string reason);

    [LoggerMessage(20, LogLevel.Information, "Signed in.")]
    public static partial void SignedIn(this ILogger log);

    [LoggerMessage(21, LogLevel.Warning, "Sign-in refused (locked: {Locked}).")]
    public static partial void SignInRefused(this ILogger log, bool locked);
}
