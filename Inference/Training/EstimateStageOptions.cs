namespace ThermalPortal.Inference.Training;

/// <summary>Loss settings of the estimate stage.</summary>
public sealed record EstimateStageOptions
{
    /// <summary>Side of the square training images, pixels.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Images of a batch that are decoded for the image loss; the others learn the latent alone.</summary>
    public int ImagesDecoded { get; init; } = 8;

    /// <summary>Weight of |c - z0| beside the image loss.</summary>
    public double EstimateWeight { get; init; } = 0.5;

    /// <summary>The critic of drawn faces.</summary>
    public CriticOptions Critic { get; init; } = new() { Weight = 0.3, Start = 0.45 };
}
