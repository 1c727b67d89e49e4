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
}
