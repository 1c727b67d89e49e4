using Microsoft.Extensions.Logging;

namespace ThermalPortal.Jobs;

/// <summary>Everything this project logs: ids and counts, never pixels, names of people or attributes.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Engine {ProcessId} started on {Device}, version {Version}.")]
    public static partial void EngineStarted(ILogger logger, int processId, string device, string version);

    [LoggerMessage(2, LogLevel.Debug, "Engine: {Line}")]
    public static partial void EngineSays(ILogger logger, string line);

    [LoggerMessage(3, LogLevel.Warning, "Engine {ProcessId} ended with code {ExitCode}: {Words}. Its last words: {LastWords}")]
    public static partial void EngineLost(ILogger logger, int processId, int exitCode, string words, string lastWords);

    [LoggerMessage(4, LogLevel.Warning, "Engine {ProcessId} did not stop within {Seconds} s of a cancel and is killed.")]
    public static partial void EngineKilledAfterCancel(ILogger logger, int processId, double seconds);

    [LoggerMessage(5, LogLevel.Warning, "Engine {ProcessId} has not answered for {Seconds} s and is killed.")]
    public static partial void EngineSilent(ILogger logger, int processId, double seconds);

    [LoggerMessage(6, LogLevel.Warning, "A batch of {Count} pictures of several runs failed and is tried again run by run: {Message}")]
    public static partial void BatchSplit(ILogger logger, int count, string message);

    [LoggerMessage(20, LogLevel.Warning, "The decoder ended with code {ExitCode}; verdict {Verdict}.")]
    public static partial void DecoderLost(ILogger logger, int exitCode, string verdict);

    [LoggerMessage(21, LogLevel.Debug, "Decoder: {Line}")]
    public static partial void DecoderSays(ILogger logger, string line);

    [LoggerMessage(40, LogLevel.Information, "Run {RunId} claimed, epoch {Epoch}, attempt {Attempt}.")]
    public static partial void RunClaimed(ILogger logger, Guid runId, long epoch, int attempt);

    [LoggerMessage(41, LogLevel.Information, "Run {RunId}, epoch {Epoch}: {End}.")]
    public static partial void RunEnded(ILogger logger, Guid runId, long epoch, string end);

    [LoggerMessage(42, LogLevel.Error, "Run {RunId} failed.")]
    public static partial void RunFailed(ILogger logger, Exception exception, Guid runId);

    [LoggerMessage(43, LogLevel.Warning, "The lease of run {RunId} could not be renewed: {Message}")]
    public static partial void LeaseNotRenewed(ILogger logger, Guid runId, string message);

    [LoggerMessage(44, LogLevel.Warning, "{Count} runs of dead or forgetful workers were put right.")]
    public static partial void RunsHealed(ILogger logger, int count);

    [LoggerMessage(45, LogLevel.Warning, "Runs could not be handed to the queue, trying again: {Message}")]
    public static partial void DispatchFailed(ILogger logger, string message);

    [LoggerMessage(60, LogLevel.Information, "Worker {Name} serves {Queues}.")]
    public static partial void WorkerStarts(ILogger logger, string name, string queues);

    [LoggerMessage(61, LogLevel.Warning, "Waiting for the database: {Message}")]
    public static partial void WaitingForDatabase(ILogger logger, string message);

    [LoggerMessage(62, LogLevel.Information, "The process that started this worker is gone; stopping.")]
    public static partial void ParentGone(ILogger logger);

    [LoggerMessage(79, LogLevel.Information, "Upload {UploadId} was stopped.")]
    public static partial void UploadStopped(ILogger logger, Guid uploadId);

    [LoggerMessage(80, LogLevel.Information, "Upload {UploadId}: {Accepted} accepted, {Rejected} rejected in {Seconds:0.0} s.")]
    public static partial void UploadRead(ILogger logger, Guid uploadId, int accepted, int rejected, double seconds);

    [LoggerMessage(81, LogLevel.Information, "Dataset {DatasetId} was removed from the trash.")]
    public static partial void DatasetRemoved(ILogger logger, Guid datasetId);

    [LoggerMessage(82, LogLevel.Information, "{Bytes} bytes that nothing names any more were freed.")]
    public static partial void BytesFreed(ILogger logger, long bytes);

    [LoggerMessage(83, LogLevel.Error, "Suggestions for dataset {DatasetId} failed.")]
    public static partial void SuggestionsFailed(ILogger logger, Exception exception, Guid datasetId);

    [LoggerMessage(84, LogLevel.Error, "Archive {ExportId} failed.")]
    public static partial void ExportFailed(ILogger logger, Exception exception, Guid exportId);

    [LoggerMessage(63, LogLevel.Warning, "The model in {Folder} is not ready: {Message}")]
    public static partial void ModelNotReady(ILogger logger, string folder, string message);
}
