using Microsoft.Extensions.Configuration.Memory;

namespace ThermalPortal.Jobs.Worker;

/// <summary>Settings before any file, environment variable or argument speaks.</summary>
internal static class WorkerDefaults
{
    public static MemoryConfigurationSource Logging { get; } = new()
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:Hangfire"] = "Warning",
            ["Logging:LogLevel:Npgsql"] = "Warning",
            ["Logging:Console:FormatterName"] = "simple",
            ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        },
    };
}
