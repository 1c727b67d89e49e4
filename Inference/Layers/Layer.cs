using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Layers;

/// <summary>Constructors of stock layers with the initial values this project relies on.</summary>
public static class Layer
{
    /// <summary>GroupNorm with weight 1 and bias 0 (TorchSharp 0.107 leaves them uninitialised); 32 groups where each holds at least 3 channels, else 8.</summary>
    public static GroupNorm GroupNorm(long channels)
    {
        var groups = channels % 32 == 0 && channels / 32 >= 3 ? 32 : channels % 8 == 0 ? 8 : 1;
        var norm = nn.GroupNorm(groups, channels, eps: 1e-6);
        nn.init.ones_(norm.weight);
        nn.init.zeros_(norm.bias);
        return norm;
    }

    /// <summary>3x3 convolution that keeps the size (stride 1) or halves it (stride 2).</summary>
    public static Conv2d Conv3(long inputs, long outputs, long stride = 1) => nn.Conv2d(inputs, outputs, kernel_size: 3, stride: stride, padding: 1);

    /// <summary>1x1 convolution.</summary>
    public static Conv2d Conv1(long inputs, long outputs) => nn.Conv2d(inputs, outputs, kernel_size: 1);

    /// <summary>Sets weight and bias to zero, so that the layer adds nothing at the start of training.</summary>
    public static T Zero<T>(T layer) where T : nn.Module
    {
        foreach (var parameter in layer.parameters())
            nn.init.zeros_(parameter);
        return layer;
    }

    /// <summary>A parameter that outlives the dispose scope it is made in.</summary>
    public static Parameter Own(Tensor value)
    {
        var parameter = new Parameter(value);
        parameter.DetachFromDisposeScope();
        value.DetachFromDisposeScope();
        return parameter;
    }
}
