namespace ThermalPortal.Inference.Weights;

/// <summary>One training that made a model: written by the training itself, so that the model card need not be believed.</summary>
public sealed record TrainingRecord
{
    /// <summary>Name of the stage that makes the regression baseline.</summary>
    internal const string Regression = "regression";

    /// <summary>Name and version of the model it started from; null = random weights.</summary>
    public string? From { get; init; }

    /// <summary>The training split of each data set.</summary>
    public required IReadOnlyList<TrainingSource> Data { get; init; }

    /// <summary>Steps of each stage in order; a stage of 0 steps kept its weights.</summary>
    public required IReadOnlyDictionary<string, int> Steps { get; init; }

    /// <summary>Images a step (the identity stage takes twice as many).</summary>
    public required int BatchSize { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>Whether PD-VGG19 was in the image loss.</summary>
    public required bool Perceptual { get; init; }

    /// <summary>Whether a face descriptor was in the image loss.</summary>
    public required bool Identity { get; init; }
}
