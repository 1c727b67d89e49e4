namespace ThermalPortal.Inference.Training;

/// <summary>A training of the recognition net.</summary>
public sealed record EmbeddingTrainingOptions
{
    /// <summary>Folders with a manifest.csv each, with face points; people without a second picture count too.</summary>
    public required IReadOnlyList<string> DataFolders { get; init; }

    /// <summary>Folder for checkpoint, curve, sheet and the finished weights.</summary>
    public required string Folder { get; init; }

    /// <summary>Split whose people it is scored on.</summary>
    public string Split { get; init; } = "val";

    /// <summary>Side of the pictures the chips are cut from, pixels.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Optimiser steps.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Pictures a step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Peak learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Scale and margin of the loss.</summary>
    public EmbeddingStageOptions Margin { get; init; } = new();

    /// <summary>Seed of everything random.</summary>
    public int Seed { get; init; } = 1;
}
