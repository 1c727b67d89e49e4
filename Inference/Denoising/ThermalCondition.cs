using static TorchSharp.torch;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// What the thermal picture says: to the U-Net an estimate (B, z, h, w) of the visible latent and one fused map a level (none for a model without fusion); to the decoder the encoder's feature maps, finest first.
/// </summary>
public sealed record ThermalCondition(Tensor Latent, IReadOnlyList<Tensor> Maps, Tensor[] Features)
{
    /// <summary>For the second stage; null for a model without.</summary>
    public BranchHint? Hint { get; init; }

    /// <summary>What the U-Net needs of each image <paramref name="count"/> times in a row, for several samples of it.</summary>
    public ThermalCondition Repeat(int count) =>
        count == 1 ? this : this with { Latent = Latent.repeat_interleave(count, 0), Maps = [.. Maps.Select(m => m.repeat_interleave(count, 0))], Hint = Hint?.Repeat(count) };
}
