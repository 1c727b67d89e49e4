using Microsoft.Extensions.Logging;

namespace ThermalPortal.Data;

/// <summary>Every log message of this assembly. Ids only: no pixels, no names of people, no attributes.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Listening for run changes")]
    public static partial void Listening(ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "Lost the connection that listens for run changes, trying again: {Error}")]
    public static partial void ListenerLost(ILogger logger, string error);

    [LoggerMessage(3, LogLevel.Error, "A subscriber to run changes failed")]
    public static partial void SubscriberFailed(ILogger logger, Exception error);

    [LoggerMessage(4, LogLevel.Information, "PostgreSQL {Major} ({Origin}) runs on loopback port {Port} as {Account}")]
    public static partial void PostgresStarted(ILogger logger, int major, string origin, int port, string account);

    [LoggerMessage(5, LogLevel.Error, "PostgreSQL ended, starting it again: {Words}")]
    public static partial void PostgresDied(ILogger logger, string words);
}
