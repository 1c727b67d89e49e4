using System.Diagnostics;

namespace ThermalPortal.Jobs.Processes;

/// <summary>Notices that the process which started us is gone.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    /// <summary>Completes when the process with this id has ended (at once if there is none).</summary>
    public static async Task WaitForEndAsync(int processId, TimeProvider time, CancellationToken cancellationToken)
    {
        Process parent;
        try
        {
            parent = Process.GetProcessById(processId);
        }
        catch (ArgumentException)
        {
            return;
        }
        using (parent)
        {
            // HasExited also notices a reused id: the object remembers when its process started.
            _ = parent.StartTime;
            using var timer = new PeriodicTimer(_interval, time);
            while (!parent.HasExited) await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Completes when standard input is closed: the parent closed its end, or died.</summary>
    public static async Task WaitForClosedInputAsync(CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        byte[] buffer = new byte[256];
        while (await input.ReadAsync(buffer, cancellationToken) > 0)
        {
            // Whatever is said here is not for us.
        }
    }
}
