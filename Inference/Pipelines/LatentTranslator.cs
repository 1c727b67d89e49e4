using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Sampling;
using ThermalPortal.Inference.Sampling.Paths;
using ThermalPortal.Inference.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Pipelines;

/// <summary>Thermal tensors to visible tensors: condition, sample, decode. Shared by training sheets, evaluation and the product.</summary>
public sealed class LatentTranslator(Autoencoder autoencoder, TranslationNet net, AttributeSchema schema, Device device)
{
    private const long DecodedAtOnce = 4;
    private readonly DenoisingPath _path = DenoisingPath.Of(net.Options.Path, net.Options.Prediction);

    /// <summary>
    /// Normalised thermal images (B, 1, S, S), attribute weights (B, K, R) that guide the diffusion, and those a person has <paramref name="stated"/>, which change the thermal features (null =
    /// none) -> visible images (B, 3, S, S) in [-1, 1], one seed an image.
    /// <paramref name="onStep"/> gets the decoder of the current estimate, to be called only if a preview is wanted.
    /// </summary>
    public Tensor Sample(Tensor thermal, Tensor attributeWeights, IReadOnlyList<long> seeds, LatentTranslatorOptions options,
        Tensor? stated = null, Action<SamplerStep, Func<Tensor>>? onStep = null, CancellationToken ct = default)
    {
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        using var cast = Autocast.Begin(device, options.LowPrecision);
        var weights = attributeWeights.to(device);
        var condition = net.Condition(thermal.to(device), stated?.to(device), options.Guidance * (options.StatementShare ?? 1));
        var guided = options.Guidance != 1;
        // With and without attributes in one batch: each image twice in a row.
        var seen = guided ? condition.Repeat(2) : condition;
        if (guided)
            weights = stack([weights, AttributeWeights.Null(schema, (int)thermal.shape[0]).to(device)], 1).flatten(0, 1);
        var share = net.Options.Residual ? options.ResidualShare ?? 1 : 1;
        var shape = new long[] { net.Options.LatentChannels, net.Options.LatentSize, net.Options.LatentSize };
        var residual = _path.Sample(Denoise, step => SeededNoise.Make(seeds, shape, step, device), options.Temperature ?? 1, options.Steps,
            onStep is null ? null : step => onStep(step, () => Decode(net.FromResidual(step.Estimate * share, condition), condition)), ct);
        return Decode(net.FromResidual(residual * share, condition), condition).MoveToOuterDisposeScope();

        Tensor Denoise(Tensor x, double t)
        {
            var at = _path.At(t);
            var time = full([weights.shape[0]], at.NetworkTime, dtype: ScalarType.Float32, device: device);
            var answer = net.forward((guided ? x.repeat_interleave(2, 0) : x) / at.Deviation, time, weights, seen, options.DetailStrength);
            if (guided)
            {
                var (with, without) = (answer.unflatten(0, [-1, 2]).select(1, 0), answer.unflatten(0, [-1, 2]).select(1, 1));
                answer = without + options.Guidance * (with - without); // linear in x0h as well
            }
            return at.CleanState * x + at.CleanAnswer * answer;
        }
    }

    /// <summary>The thermal estimate, decoded, without diffusion: (B, 3, S, S) in [-1, 1]. Attribute weights (B, K, R) or null = nothing is stated.</summary>
    public Tensor Estimate(Tensor thermal, Tensor? attributeWeights = null)
    {
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        using var cast = Autocast.Begin(device);
        var condition = net.Condition(thermal.to(device), attributeWeights?.to(device));
        return Decode(condition.Latent, condition).MoveToOuterDisposeScope();
    }

    /// <summary>The regression baseline: one evaluation on an empty latent.</summary>
    public Tensor Regress(Tensor thermal, Tensor attributeWeights)
    {
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        using var cast = Autocast.Begin(device);
        var x = zeros([thermal.shape[0], net.Options.LatentChannels, net.Options.LatentSize, net.Options.LatentSize], device: device);
        var last = NoiseSchedule.Default.Count - 1;
        var condition = net.Condition(thermal.to(device));
        var v = net.forward(x, full([thermal.shape[0]], last, dtype: ScalarType.Float32, device: device), attributeWeights.to(device), condition);
        return Decode(-NoiseSchedule.Default.Sigma(last) * v, condition).MoveToOuterDisposeScope();
    }

    // A CPU gains nothing from more pictures at once here, but pays for fresh memory: at full size a picture takes most of it.
    private Tensor Decode(Tensor latent, ThermalCondition condition)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        var (count, step) = (latent.shape[0], device.type == DeviceType.CPU ? DecodedAtOnce : latent.shape[0]);
        for (long at = 0; at < count; at += step)
        {
            using var inner = NewDisposeScope();
            var (from, to) = (at, Math.Min(at + step, count));
            var details = net.Details([.. condition.Features.Select(f => f.narrow(0, from, to - from))]);
            parts.Add(autoencoder.Decode(latent.narrow(0, from, to - from), details).clamp(-1, 1).MoveToOuterDisposeScope());
        }
        return cat(parts, 0).MoveToOuterDisposeScope();
    }
}
