using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tensors;

/// <summary>Where networks are trained and used. Data is made ready on the CPU and moved there.</summary>
public static class Compute
{
    /// <summary>The NVIDIA GPU where there is one that this libtorch can use, else the CPU. Asked at the first use, after <see cref="TorchLibrary.Load"/>.</summary>
    public static Device Device => field ??= cuda.is_available() ? CUDA : CPU;

    /// <summary>Seeds all that is random on the CPU and on <see cref="Device"/>: TorchSharp's own call leaves GPUs out.</summary>
    public static void Seed(long seed)
    {
        random.manual_seed(seed);
        if (Device.type == DeviceType.CUDA)
            cuda.manual_seed_all(seed);
    }
}
