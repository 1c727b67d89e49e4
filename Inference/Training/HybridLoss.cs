using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>Everything a decoded estimate of the denoiser is judged by: pixels, texture and person (<see cref="ImageLoss"/>), stated attributes, and a critic that learns beside it.</summary>
internal sealed class HybridLoss(DiffusionStageOptions options, ImageLoss image, AttributeVerdict? attributes, Critic? critic)
{
    /// <summary>The terms of the curve, in the order of <see cref="Of"/>.</summary>
    public static readonly IReadOnlyList<(string, double)> Silence = [("l1", 0), ("perceptual", 0), ("identity", 0), ("confusion", 0), ("attributes", 0)];

    /// <summary>
    /// Pictures <paramref name="made"/> (B, 3, S, S) of the pairs <paramref name="batch"/>, decoded from <paramref name="latents"/> -> the loss, and the value of each term for the curve.
    /// </summary>
    /// <param name="index">Step.</param>
    public (Tensor Loss, (string, double)[] Curve) Of(int index, Tensor made, Tensor latents, PairBatch batch, Random random)
    {
        var terms = image.Compare(made, batch, random);
        var rebuild = terms.Sum.mean();
        var seen = attributes is null || options.AttributeWeight == 0 ? null : attributes.Of(made, batch.Labels, random).sum(1).mean();
        var loss = options.ImageWeight * (seen is null ? rebuild : rebuild + options.AttributeWeight * seen);
        if (critic?.IsHeard(index) == true)
            loss = loss + options.ImageWeight * critic.Verdict(index, made, batch.Thermal, rebuild, latents);
        return (loss, [.. terms.Curve, ("attributes", seen?.item<float>() ?? 0)]);
    }
}
