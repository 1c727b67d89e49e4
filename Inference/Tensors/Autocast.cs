using System.Runtime.InteropServices;
using TorchSharp;

namespace ThermalPortal.Inference.Tensors;

/// <summary>
/// bf16 mixed precision while alive: convolutions and matrix products run in bfloat16, parameters stay float32.
/// TorchSharp has no autocast of its own, so this calls libtorch's exported functions (libtorch 2.10; thread-local).
/// Where the symbols are missing or bf16 is no faster, <see cref="Begin"/> does nothing and everything runs in float32.
/// Open it around the forward pass only; <c>backward</c> runs outside.
/// </summary>
public sealed partial class Autocast : IDisposable
{
    private const sbyte BFloat16 = 15;
    private static readonly bool s_available = Probe();
    private static readonly bool s_cpuPays = OperatingSystem.IsLinux() && File.Exists("/proc/cpuinfo") && Pays([.. File.ReadLines("/proc/cpuinfo").TakeWhile(l => l.Length > 0)]);
    private readonly sbyte? _device;

    private Autocast(sbyte? device) => _device = device;

    /// <summary>True where bf16 is faster than float32: any CUDA device, and CPUs with AMX or of AMD with AVX-512 BF16. Intel's AVX-512 BF16 alone is slower (ADR 32).</summary>
    public static bool Pays(torch.Device device) =>
        s_available && (device.type == DeviceType.CUDA || (device.type == DeviceType.CPU && s_cpuPays));

    /// <summary>Turns autocast on for <paramref name="device"/> when <paramref name="enabled"/> and worth it.</summary>
    public static Autocast Begin(torch.Device device, bool enabled = true) => enabled && Pays(device) ? new(Turn(device)) : new(null);

    /// <summary>Whether <see cref="Force"/> works: this libtorch exports what is called here.</summary>
    internal static bool CanForce => s_available;

    /// <summary>Turns autocast on also where it is slower, to see what bf16 does to a result.</summary>
    internal static Autocast Force(torch.Device device) => new(Turn(device));

    /// <summary>Whether a CPU of this description (lines of <c>/proc/cpuinfo</c>) is faster in bf16.</summary>
    internal static bool Pays(IReadOnlyList<string> cpu)
    {
        bool Has(string name, string value) => cpu.Any(l => l.StartsWith(name, StringComparison.Ordinal) && l.Split([' ', '\t', ':']).Contains(value));
        return Has("flags", "amx_bf16") || (Has("flags", "avx512_bf16") && Has("vendor_id", "AuthenticAMD"));
    }

    public void Dispose()
    {
        if (_device is not { } device)
            return;
        if (Leave() == 0)
            ClearCache();
        SetEnabled(device, 0);
    }

    private static bool Probe()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            SetEnabled((sbyte)DeviceType.CPU, 0);
            return true;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            return false;
        }
    }

    private static sbyte Turn(torch.Device device)
    {
        var type = (sbyte)device.type;
        SetEnabled(type, 1);
        SetDtype(type, BFloat16);
        _ = Enter();
        return type;
    }

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb")]
    private static partial void SetEnabled(sbyte device, byte on);

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE")]
    private static partial void SetDtype(sbyte device, sbyte scalarType);

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at8autocast17increment_nestingEv")]
    private static partial int Enter();

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at8autocast17decrement_nestingEv")]
    private static partial int Leave();

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at8autocast11clear_cacheEv")]
    private static partial void ClearCache();
}
