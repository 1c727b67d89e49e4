using ThermalPortal.Inference.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// What stated attributes add to the thermal estimate. A face of which nothing is stated is exactly what it was before this was trained, and guidance is a factor of
/// what is added (as classifier-free guidance, arXiv 2207.12598, is of a prediction).
/// </summary>
public sealed class AttributeFusion : nn.Module<Tensor[], Tensor, (Tensor Latent, Tensor[] Features)>
{
    private readonly int _values;
    private readonly VectorFusion _fusion;

    public AttributeFusion(DenoiserOptions options, AttributeSchema schema) : base(nameof(AttributeFusion))
    {
        _values = schema.Logits;
        _fusion = new VectorFusion(options, _values);
        RegisterComponents();
    }

    /// <summary>Feature maps, finest first, and attribute weights (B, K, R) -> what the attributes add to the latent estimate (B, z, h, w) and to each map.</summary>
    public override (Tensor Latent, Tensor[] Features) forward(Tensor[] features, Tensor weights)
    {
        using var scope = NewDisposeScope();
        var stated = weights.narrow(2, 0, _values).sum(1); // without the null rows
        var any = (stated.sum(1) > 0).reshape(-1, 1, 1, 1);
        var (latent, maps) = _fusion.forward(features, stated);
        return ((latent * any).MoveToOuterDisposeScope(), [.. maps.Select((m, i) => ((m - features[i]) * any).MoveToOuterDisposeScope())]);
    }
}
