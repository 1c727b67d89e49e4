using System.Diagnostics;

namespace ThermalPortal.Jobs.Processes;

/// <summary>Ends this process without waiting for native threads, finalizers or exit handlers.</summary>
internal static class ProcessEnd
{
    /// <summary>Does not return. Used where the parent is gone and native code may be busy for minutes.</summary>
    public static void Now()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
