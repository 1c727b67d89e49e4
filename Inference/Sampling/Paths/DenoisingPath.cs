using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling.Paths;

/// <summary>
/// How images become noise and come back: what a network is trained on, and the sampler that follows. The thermal latent is 0 in these coordinates (a residual about the thermal
/// estimate), so paths from it need nothing else. A new path is one file and one line of <see cref="Of"/>.
/// </summary>
public abstract class DenoisingPath
{
    /// <summary>The path of a network that was trained for it.</summary>
    public static DenoisingPath Of(PathKind kind, Prediction prediction) => kind switch
    {
        PathKind.Diffusion => new DiffusionPath(prediction),
        PathKind.Flow => new FlowPath(),
        PathKind.Bridge => new BridgePath(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such path."),
    };

    /// <summary>The times that are trained, from nearly clean to the start of sampling.</summary>
    public abstract IReadOnlyList<double> Times { get; }

    /// <summary>What the network sees and answers at a time, whole or not.</summary>
    public abstract PathPoint At(double time);

    /// <summary>Follows the path from its start to the image.</summary>
    /// <param name="denoise">x0h(x, t), see <see cref="Sampler"/>.</param>
    /// <param name="noise">Standard normal noise (B, ...): of step 0 for the start, i + 1 for the step that leaves node i.</param>
    /// <param name="temperature">Factor of the noise, 0..1.</param>
    /// <param name="steps">Network evaluations, at least 1; a path of few trained times takes no more than those.</param>
    /// <param name="onStep">Called after each evaluation.</param>
    /// <param name="cancellationToken">Looked at before each evaluation.</param>
    /// <returns>x0h, (B, ...), owned by the caller's dispose scope.</returns>
    public abstract Tensor Sample(Func<Tensor, double, Tensor> denoise, Func<int, Tensor> noise, double temperature, int steps, Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default);
}
