namespace ThermalPortal.Inference.Training;

/// <summary>Loss settings of the first stage.</summary>
public sealed record AutoencoderStageOptions
{
    /// <summary>Side of the square training images, pixels.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Weight of the Kullback-Leibler term, nats an image; of a codebook there is none.</summary>
    public double KlWeight { get; init; } = 1e-6;

    /// <summary>The critic of rebuilt pictures; of no weight unless asked: after trainings of ordinary length pictures are less like the true ones with it, and faintly woven (ADR 37).</summary>
    public CriticOptions Critic { get; init; } = new() { Start = 0.4 };
}
