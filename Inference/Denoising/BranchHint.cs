using static TorchSharp.torch;

namespace ThermalPortal.Inference.Denoising;

/// <summary>What the second stage is told of an image, whatever the noise.</summary>
/// <param name="Map">Joins its first layer, (B, mc, h, w).</param>
/// <param name="Tokens">Who it shows, (B, 4, d_ctx), beside the attribute tokens; null for a model that does not know.</param>
public sealed record BranchHint(Tensor Map, Tensor? Tokens)
{
    /// <summary>Each image <paramref name="count"/> times in a row.</summary>
    public BranchHint Repeat(int count) => new(Map.repeat_interleave(count, 0), Tokens?.repeat_interleave(count, 0));
}
