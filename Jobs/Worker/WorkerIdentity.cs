namespace ThermalPortal.Jobs.Worker;

/// <summary>This worker, as leases and logs name it.</summary>
internal static class WorkerIdentity
{
    public static string Name { get; } = $"{Environment.MachineName}:{Environment.ProcessId}";
}
