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

    /// <summary>Weight of the critic's verdict, on top of its adaptive weight.</summary>
    public double AdversarialWeight { get; init; } = 0.3;

    /// <summary>Share of the steps after which the critic begins to learn.</summary>
    public double CriticStart { get; init; } = 0.45;

    /// <summary>Share of the steps the critic learns alone before it is listened to: an untrained critic's gradient is noise, and the adaptive weight would amplify it.</summary>
    public double CriticWarmup { get; init; } = 0.1;

    /// <summary>Channels of the critic's first layer.</summary>
    public int CriticWidth { get; init; } = 32;
}
