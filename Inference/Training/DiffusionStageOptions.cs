namespace ThermalPortal.Inference.Training;

/// <summary>Loss and data settings of the second stage.</summary>
public sealed record DiffusionStageOptions
{
    /// <summary>Side of the square training images, pixels.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>What the network learns; <see cref="DiffusionObjective.Regression"/> is the baseline.</summary>
    public DiffusionObjective Objective { get; init; } = DiffusionObjective.Diffusion;

    /// <summary>Noise levels drawn for each image of a batch; the thermal condition is computed once for all of them.</summary>
    public int NoiseDraws { get; init; } = 2;

    /// <summary>Chance that one attribute of an image is hidden from the network.</summary>
    public double DropAttribute { get; init; } = 0.15;

    /// <summary>Chance that all attributes of an image are hidden, for guidance.</summary>
    public double DropAllAttributes { get; init; } = 0.1;

    /// <summary>Weight of the image loss beside the diffusion term.</summary>
    public double ImageWeight { get; init; } = 0.5;

    /// <summary>Share of the steps after which the image loss applies to the diffusion's estimate; 1 = never.</summary>
    public double HybridStart { get; init; } = 0.4;

    /// <summary>Latents decoded a step for the image loss.</summary>
    public int ImagesDecoded { get; init; } = 6;

    /// <summary>
    /// Least share of the clean image in what the network saw for its estimate to be decoded, 0..1; 0 = any. About an estimate of the whole face the residual is small, so that pictures are worth judging at any noise;
    /// a plain model needs about 0.5.
    /// </summary>
    public double LeastSignal { get; init; }

    /// <summary>The critic of decoded estimates; it begins to learn at <see cref="HybridStart"/>.</summary>
    public CriticOptions Critic { get; init; } = new();

    /// <summary>Weight of the visible classifier's verdict, cross-entropy in nats an attribute, where one is trained beside (<see cref="ModelTrainingOptions.TeacherSteps"/>).</summary>
    public double AttributeWeight { get; init; }
}
