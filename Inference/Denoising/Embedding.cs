using static TorchSharp.torch;

namespace ThermalPortal.Inference.Denoising;

/// <summary>Sinusoidal embedding of continuous time.</summary>
public static class Embedding
{
    private const double MaxPeriod = 10_000;

    /// <summary>t (B) -> (B, width): cosines, then sines, of t at geometrically spaced frequencies.</summary>
    public static Tensor Sinusoid(Tensor t, int width)
    {
        using var scope = NewDisposeScope();
        var half = width / 2;
        var frequencies = (arange(half, dtype: ScalarType.Float32, device: t.device) * (-Math.Log(MaxPeriod) / half)).exp();
        var angles = t.to_type(ScalarType.Float32).unsqueeze(1) * frequencies;
        return cat([angles.cos(), angles.sin()], 1).MoveToOuterDisposeScope();
    }
}
