using System.Runtime.InteropServices;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>Bounds the operating system holds this process to. Best effort: Linux only; the supervisor watches memory everywhere.</summary>
internal static partial class ProcessLimits
{
    private const int Data = 2, Core = 4;

    /// <summary>Most private writable memory; an allocation beyond it fails instead of swelling the machine.</summary>
    /// <param name="dataMiB">MiB of heap and private mappings.</param>
    public static void Apply(int dataMiB)
    {
        if (!OperatingSystem.IsLinux()) return;
        _ = Set(Core, new Limit(0, 0));
        ulong bytes = (ulong)dataMiB * 1024 * 1024;
        _ = Set(Data, new Limit(bytes, bytes));
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Set(int resource, in Limit limit);

    private readonly record struct Limit(ulong Soft, ulong Hard);
}
