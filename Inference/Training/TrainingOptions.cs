namespace ThermalPortal.Inference.Training;

/// <summary>Settings common to every training stage.</summary>
public sealed record TrainingOptions
{
    /// <summary>Folder of checkpoints, curve and sample sheets.</summary>
    public required string Folder { get; init; }

    /// <summary>Optimiser steps in all.</summary>
    public required int Steps { get; init; }

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Parts a step's images are worked through in, their gradients added up: as many times less memory.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Images at a time.</summary>
    public int PartSize => BatchSize / Parts;

    /// <summary>Peak learning rate of AdamW, after <see cref="WarmupSteps"/>.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Steps of linear warm-up.</summary>
    public int WarmupSteps { get; init; } = 100;

    /// <summary>Share of the steps, at the end, over which the rate falls to 5 % along a cosine.</summary>
    public double DecayShare { get; init; } = 0.75;

    /// <summary>Target decay of the moving average.</summary>
    public double EmaDecay { get; init; } = 0.999;

    /// <summary>Largest gradient norm; larger ones are scaled down.</summary>
    public double GradientClip { get; init; } = 1.0;

    /// <summary>Full state is saved this often, minutes.</summary>
    public double CheckpointMinutes { get; init; } = 4;

    /// <summary>A sample sheet is written this often, steps.</summary>
    public int SheetEvery { get; init; } = 500;

    /// <summary>The curve gets a line this often, steps.</summary>
    public int LogEvery { get; init; } = 20;

    /// <summary>Seed of data order, augmentation and noise; each step derives its own, so a resumed run equals an unbroken one.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Learning rate at <paramref name="step"/> (0-based).</summary>
    public double RateAt(int step)
    {
        var warm = Math.Min(1, (step + 1.0) / WarmupSteps);
        var left = (Steps - step) / (Steps * DecayShare);
        return LearningRate * warm * (left >= 1 ? 1 : 0.05 + 0.95 * 0.5 * (1 - Math.Cos(Math.PI * left)));
    }
}
