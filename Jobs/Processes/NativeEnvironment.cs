using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ThermalPortal.Jobs.Processes;

/// <summary>The C library's side of this process: variables as native libraries see them (.NET's own setter does not reach those), and its heap.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>
    /// Has libgomp's threads wait about 20 microseconds for each other before they sleep. On 2 cores one face takes twice as long if they sleep at once, and
    /// up to 4 times as long beside one other busy process if they spin as libgomp would have them. Call before libtorch is loaded; what the user set stays.
    /// </summary>
    public static void LimitThreadWait()
    {
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
            _ = Set("GOMP_SPINCOUNT", "3000", overwrite: 0);
    }

    /// <summary>Gives unused pages of the native heap back to the system, where the C library can (glibc).</summary>
    public static void TrimHeap()
    {
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "malloc_trim", out _)) _ = MallocTrim(0);
    }

    /// <summary>
    /// Has a child give way to others: beside busy ones it gets about a quarter of a core. .NET's "below normal" is a tenth, with which nobody would see an end.
    /// </summary>
    public static void GiveWay(Process process)
    {
        const int OneProcess = 0, Nice = 5;
        if (OperatingSystem.IsWindows()) process.PriorityClass = ProcessPriorityClass.BelowNormal;
        else _ = SetPriority(OneProcess, process.Id, Nice);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int id, int nice);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint keep);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string name, string value, int overwrite);
}
