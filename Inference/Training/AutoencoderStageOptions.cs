namespace ThermalPortal.Inference.Training;

/// <summary>Loss settings of the first stage.</summary>
public sealed record AutoencoderStageOptions
{
    /// <summary>Side of the square training images, pixels.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Folder of the VGG19 shards of the perceptual loss; null trains without it (softer pictures).</summary>
    public string? PerceptualFolder { get; init; }

    /// <summary>Weight of the perceptual distance beside L1.</summary>
    public double PerceptualWeight { get; init; } = 0.1;

    /// <summary>The perceptual distance is taken on one random crop of this side, pixels.</summary>
    public int PerceptualCrop { get; init; } = 64;

    /// <summary>Weight of the adversarial term, on top of its adaptive weight.</summary>
    public double AdversarialWeight { get; init; } = 0.5;

    /// <summary>Share of the steps after which the adversarial term begins; 1 = never.</summary>
    public double AdversarialStart { get; init; } = 1;

    /// <summary>Steps the critic learns alone before the autoencoder has to fool it: an untrained critic's gradient is noise, and the adaptive weight would amplify it.</summary>
    public int CriticWarmupSteps { get; init; } = 150;

    /// <summary>Trains the decoder alone, so that latents stay what they are: sharpens the pictures of a finished model.</summary>
    public bool DecoderOnly { get; init; }

    /// <summary>Decoder-only: largest noise added to latents, in their standard deviations; each image draws its own level. The decoder learns to draw clean faces from the imperfect latents a sampler gives.</summary>
    public double LatentNoise { get; init; } = 0.4;
}
