using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Weights;

/// <summary>All that is needed to build a model's networks and to feed them: the content of <c>model.json</c> beside the weights.</summary>
public sealed record ModelOptions
{
    /// <summary>Name shown to people, such as "base".</summary>
    public string Name { get; init; } = "unnamed";

    /// <summary>Version, such as "1.0".</summary>
    public string Version { get; init; } = "0";

    /// <summary>Which picture it is given and which it makes.</summary>
    public TranslationDirection Direction { get; init; }

    /// <summary>Side of the square images in and out, pixels.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>How thermal crops are mapped to [-1, 1].</summary>
    public ThermalNormalization Normalization { get; init; } = new() { UseWindow = false };

    /// <summary>Factor of the starting noise used unless asked otherwise, 0..1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Share of the sampled residual added to the thermal estimate unless asked otherwise, 0..1.</summary>
    public double ResidualShare { get; init; } = 1;

    /// <summary>Share of what a person's statements add to the thermal features, at guidance 1, unless asked otherwise; chosen on validation: statement against likeness.</summary>
    public double StatementShare { get; init; } = 1;

    /// <summary>Order of the <see cref="Checkerboard"/> filter over finished pictures, 1..8; 0 = none.</summary>
    public int CheckerboardFilter { get; init; }

    /// <summary>The visible autoencoder.</summary>
    public AutoencoderOptions Autoencoder { get; init; } = new();

    /// <summary>The conditional denoiser.</summary>
    public DenoiserOptions Denoiser { get; init; } = new();

    /// <summary>Attributes predicted and guided by.</summary>
    public AttributeSchema Attributes { get; init; } = AttributeSchema.Default;

    /// <summary>Calibration of each attribute that is predicted, in their order.</summary>
    public IReadOnlyList<AttributeCalibration> Calibration { get; init; } = [];

    /// <summary>The trainings that made it, oldest first; those before the record was kept are missing.</summary>
    public IReadOnlyList<TrainingRecord> History { get; init; } = [];

    /// <summary>Its last training made its denoiser the regression baseline: it answers in one evaluation, without noise.</summary>
    internal bool Regresses => History is [.., var last] && last.Steps.GetValueOrDefault(TrainingRecord.Regression) > 0;

    /// <summary>SHA-256 (lower-case hex) of each weight file by name; filled when a model is saved.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Throws <see cref="ArgumentException"/> with the values that do not fit together.</summary>
    public void Validate()
    {
        Autoencoder.Validate();
        Denoiser.Validate();
        if (Temperature is not (>= 0 and <= 1) || ResidualShare is not (>= 0 and <= 1) || StatementShare is not (>= 0 and <= 1))
            throw new ArgumentException($"Temperature, residual share and statement share must be 0 to 1, not {Temperature}, {ResidualShare} and {StatementShare}.");
        if (CheckerboardFilter is not (>= 0 and <= 8))
            throw new ArgumentException($"The order of the checkerboard filter must be 0 (none) to 8, not {CheckerboardFilter}.");
        if (Direction == TranslationDirection.VisibleToThermal && (Denoiser.Identity || Denoiser.Guided))
            throw new ArgumentException("A model that makes thermal pictures has neither a student of identity nor a guide: both were taught by visible faces.");
        if (Autoencoder.Factor != Denoiser.Thermal.Factor || Autoencoder.LatentChannels != Denoiser.LatentChannels || ImageSize != Denoiser.LatentSize * Autoencoder.Factor)
            throw new ArgumentException($"Model options do not fit: image {ImageSize}, autoencoder factor {Autoencoder.Factor} and {Autoencoder.LatentChannels} channels; "
                + $"denoiser latent {Denoiser.LatentSize} and {Denoiser.LatentChannels} channels, thermal factor {Denoiser.Thermal.Factor}.");
        if (Denoiser.DetailWidths is { Count: > 0 } detail && !detail.SequenceEqual(Autoencoder.DrawingWidths))
            throw new ArgumentException($"Detail widths must be those of the decoder, [{string.Join(", ", Autoencoder.DrawingWidths)}], or none, not [{string.Join(", ", detail)}].");
        if (Attributes.Guiding.Heads.Count != Attributes.Heads.Count(h => h.Guides) || Attributes.Guiding.Heads.Count == 0)
            throw new ArgumentException("Attributes that guide must come before those that are only predicted, and there must be one.");
        if (Attributes.Heads.FirstOrDefault(h => !h.Guides && !h.Predicted) is { } idle)
            throw new ArgumentException($"The attribute {idle.Name} can neither be stated nor is it predicted.");
        if (Calibration.Count != 0 && Calibration.Count != Attributes.Predicted.Heads.Count)
            throw new ArgumentException($"{Calibration.Count} calibrations for {Attributes.Predicted.Heads.Count} attributes that are predicted.");
    }
}
