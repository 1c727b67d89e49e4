using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Tensors;

[Collection(nameof(GlobalRandomness))]
public sealed class ComputeTests
{
    [Fact]
    public void Device_IsTheGpuExactlyWhereThereIsOne() => Assert.Equal(cuda.is_available() ? DeviceType.CUDA : DeviceType.CPU, Compute.Device.type);

    [Fact]
    public void Seed_Twice_DrawsTheSameOnEveryDevice()
    {
        using var scope = NewDisposeScope();
        Device[] devices = [CPU, Compute.Device];
        float[][] Drawn() => [.. devices.Select(device => randn(8, device: device).data<float>().ToArray())];
        Compute.Seed(7);
        var first = Drawn();
        Assert.NotEqual(first, Drawn());
        Compute.Seed(7);
        Assert.Equal(first, Drawn());
    }
}
