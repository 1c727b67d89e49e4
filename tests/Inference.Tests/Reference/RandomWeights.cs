using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Reference;

/// <summary>Fills networks so that every layer takes part: a fresh model has layers of zeros, behind which any mistake hides.</summary>
internal static class RandomWeights
{
    /// <summary>Draws every parameter and buffer from <paramref name="seed"/>.</summary>
    public static void Fill(nn.Module module, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = new Generator(seed);
        foreach (var (name, value) in module.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal))
            value.copy_(Draw(name.Split('.')[^1], value, randn(value.shape, generator: generator)));
    }

    private static Tensor Draw(string name, Tensor value, Tensor noise) => name switch
    {
        "_step_bias" => noise - 4, // steps of the scan about 0.02
        "_decay_log" => noise.abs(),
        "bias" or "_latent_mean" => noise * 0.1,
        "_latent_std" or "_residual_std" => 1 + noise * 0.1,
        _ when value.dim() == 1 => 1 + noise * 0.1, // weights of norms
        _ => noise / Math.Sqrt(value.numel() / (double)value.shape[0]),
    };
}
