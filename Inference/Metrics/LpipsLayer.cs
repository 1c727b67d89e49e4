namespace ThermalPortal.Inference.Metrics;

/// <summary>One convolution of an <see cref="LpipsBackbone"/>.</summary>
/// <param name="Index">Its number among torchvision's <c>features</c>.</param>
/// <param name="From">Channels in.</param>
/// <param name="To">Channels out.</param>
/// <param name="Kernel">Side of the kernel, pixels.</param>
/// <param name="Stride">Step, pixels.</param>
/// <param name="Padding">Rows of zeros at each edge.</param>
/// <param name="Pool">Side of the max-pooling before it, which steps by 2; 0 = none.</param>
/// <param name="Tap">Whether its output, after ReLU, is compared.</param>
internal sealed record LpipsLayer(int Index, int From, int To, int Kernel = 3, int Stride = 1, int Padding = 1, int Pool = 0, bool Tap = false)
{
    public string Weight => $"features.{Index}.weight";

    public string Bias => $"features.{Index}.bias";

    public long[] Shape => [To, From, Kernel, Kernel];
}
