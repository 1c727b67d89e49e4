using System.Runtime.InteropServices;

namespace ThermalPortal.Jobs.Processes;

/// <summary>Environment variables as native libraries see them: .NET's own setter does not reach those.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>
    /// Has libgomp's threads sleep instead of spin between two pieces of work: on a busy machine that is several times faster. Call before
    /// libtorch is loaded; what the user set stays.
    /// </summary>
    public static void LetThreadsSleep()
    {
        if (!OperatingSystem.IsWindows()) _ = Set("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string name, string value, int overwrite);
}
