using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Training;

namespace ThermalPortal.Inference.Experiments;

/// <summary>
/// The rows, the whole method first. Stages that a row does not change are trained once and lent to it; what it changes begins with the same random weights and gets the same steps.
/// Plain latent diffusion gets the steps of estimate and diffusion together. Taken out of a trained model (<see cref="ModelTrainingOptions.StartFrom"/>), a part leaves a model that gets the steps to do without it; the whole gets the same steps.
/// </summary>
public static class AblationRows
{
    private const string Stages = "stages", Estimate = "estimate";

    /// <summary>Key of the row of the whole method.</summary>
    public const string Whole = "whole";

    /// <summary>All rows in the order they are trained; a row comes after the one it takes over from.</summary>
    internal static IReadOnlyList<AblationRow> All { get; } =
    [
        new(Stages, "first stages", null, o => o with { EstimateSteps = 0, DiffusionSteps = 0 }) { IsScored = false },
        new(Estimate, "estimate", Stages, o => Lent(o) with { DiffusionSteps = 0 }) { IsScored = false },
        new(Whole, "whole method", Estimate, Estimated),
        new("estimate-alone", "without diffusion (the estimate alone)", Estimate, o => o) { ModelKey = Whole, ResidualShare = 0 },
        new("no-scan", "without the selective scan (attention alone)", Estimate, o => Shaped(Estimated(o), d => d with { Scan = ScanDirections.None })),
        new("no-fusion", "without multi-scale fusion into the U-Net", Estimate, o => Shaped(Estimated(o), d => d with { FusionWidth = 0 })),
        new("no-attributes", "without attributes", Estimate, o => Estimated(o) with { Diffusion = o.Diffusion with { DropAllAttributes = 1 } }) { UsesAttributes = false },
        new("no-image-loss", "without the image loss in the diffusion", Estimate, o => Estimated(o) with { Diffusion = o.Diffusion with { HybridStart = 1 } }),
        new("no-detail", "without thermal detail in the decoder", Stages, o => Shaped(Lent(o), d => d with { DetailWidths = [] })),
        new("no-person", "without the thermal student of identity", Stages, o => Shaped(Lent(o), d => d with { Identity = false })),
        new("no-identity-loss", "without identity in the loss", Stages, o => Lent(o) with { Loss = o.Loss with { IdentityWeight = 0, ConfusionWeight = 0 } }),
        new("no-texture", "without the perceptual loss", Stages, o => Lent(o) with { Loss = o.Loss with { PerceptualWeight = 0 } }),
        new("no-critic", "without the adversarial loss", Stages, o => Lent(o) with { Estimate = (o.Estimate ?? new()) with { Critic = new() } }),
        new("plain", "plain latent diffusion (thermal latent concatenated)", Stages, o => PlainDiffusion.Of(Lent(o)) with { DiffusionSteps = o.EstimateSteps + o.DiffusionSteps }) { UsesAttributes = false, IsOfRandomWeights = true },
    ];

    /// <summary>Keys of the rows that can be asked for.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. All.Where(r => r.IsScored && r.Key != Whole).Select(r => r.Key)];

    /// <summary>The rows asked for (none = all), the whole method, and those they take over from, in their order.</summary>
    /// <param name="keys">Keys of the rows asked for.</param>
    /// <param name="trained">All begin with the weights of a trained model.</param>
    internal static IReadOnlyList<AblationRow> Needed(IReadOnlyList<string> keys, bool trained)
    {
        var needed = All.Where(r => r.IsScored && !(trained && r.IsOfRandomWeights) && (keys.Count == 0 || r.Key == Whole || keys.Contains(r.Key))).Select(r => r.Key).ToHashSet();
        foreach (var row in All.Reverse().Where(r => needed.Contains(r.Key) && r.From is not null))
            needed.Add(row.From!);
        return [.. All.Where(r => needed.Contains(r.Key))];
    }

    private static ModelTrainingOptions Lent(ModelTrainingOptions options) => options with { AutoencoderSteps = 0, AttributeSteps = 0, IdentitySteps = 0 };

    private static ModelTrainingOptions Estimated(ModelTrainingOptions options) => Lent(options) with { EstimateSteps = 0 };

    private static ModelTrainingOptions Shaped(ModelTrainingOptions options, Func<DenoiserOptions, DenoiserOptions> change) =>
        options with { Model = options.Model with { Denoiser = change(options.Model.Denoiser) } };
}
