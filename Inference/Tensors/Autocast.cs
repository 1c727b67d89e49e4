using System.Runtime.InteropServices;
using TorchSharp;

namespace ThermalPortal.Inference.Tensors;

/// <summary>
/// bf16 mixed precision while alive: convolutions and matrix products run in bfloat16, parameters stay float32.
/// TorchSharp has no autocast of its own, so this calls libtorch's exported functions (libtorch 2.10; thread-local).
/// Where the symbols or bf16 hardware are missing, <see cref="Begin"/> does nothing and everything runs in float32.
/// Open it around the forward pass only; <c>backward</c> runs outside.
/// </summary>
public sealed partial class Autocast : IDisposable
{
    private const sbyte BFloat16 = 15;
    private static readonly bool s_available = Probe();
    private readonly sbyte? _device;

    private Autocast(sbyte? device) => _device = device;

    /// <summary>True when this machine computes in bf16 (CPU with AVX-512 BF16 or AMX, or any CUDA device).</summary>
    public static bool IsSupported(torch.Device device) =>
        s_available && (device.type == DeviceType.CUDA || (device.type == DeviceType.CPU && CpuHasBFloat16()));

    /// <summary>Turns autocast on for <paramref name="device"/> when <paramref name="enabled"/> and supported.</summary>
    public static Autocast Begin(torch.Device device, bool enabled = true)
    {
        if (!enabled || !IsSupported(device))
            return new Autocast(null);
        var type = (sbyte)device.type;
        SetEnabled(type, 1);
        SetDtype(type, BFloat16);
        _ = Enter();
        return new Autocast(type);
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

    private static bool CpuHasBFloat16() =>
        s_flags.Contains("avx512_bf16", StringComparison.Ordinal) || s_flags.Contains("amx_bf16", StringComparison.Ordinal);

    private static readonly string s_flags = ReadCpuFlags();

    private static string ReadCpuFlags()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/proc/cpuinfo"))
            return "";
        return File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal)) ?? "";
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
