using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ThermalPortal.Jobs.Processes;

/// <summary>
/// Keeps standard output for the protocol alone: whatever else writes to it (Console, a native library's printf) goes to
/// standard error from here on.
/// </summary>
internal sealed partial record StandardStreams(Stream FromParent, Stream ToParent)
{
    private const int StandardOutput = 1, StandardError = 2;

    /// <summary>Takes both streams. Call once, before anything is written.</summary>
    public static StandardStreams Take()
    {
        var input = Console.OpenStandardInput();
        Stream output;
        if (OperatingSystem.IsWindows())
        {
            output = Console.OpenStandardOutput();
        }
        else
        {
            int copy = Duplicate(StandardOutput);
            if (copy < 0 || DuplicateTo(StandardError, StandardOutput) < 0)
                throw new InvalidOperationException($"Standard output could not be set aside (error {Marshal.GetLastPInvokeError()}).");
            output = new FileStream(new SafeFileHandle(copy, ownsHandle: true), FileAccess.Write, bufferSize: 0);
        }
        Console.SetOut(Console.Error);
        return new StandardStreams(input, output);
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int DuplicateTo(int descriptor, int target);
}
