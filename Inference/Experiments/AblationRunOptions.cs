using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Training;

namespace ThermalPortal.Inference.Experiments;

/// <summary>What an ablation trains and how it is scored.</summary>
public sealed record AblationRunOptions
{
    /// <summary>Data, folder, steps and losses of the whole method; the preset is usually <see cref="Weights.ModelPresets.Tiny"/>.</summary>
    public required ModelTrainingOptions Training { get; init; }

    /// <summary>Keys of the rows wanted beside the whole method; empty = all.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>Data folders whose held-out split is scored.</summary>
    public required IReadOnlyList<string> Scored { get; init; }

    /// <summary>ONNX file of the recognition net that judges; it must not have trained anything.</summary>
    public required string Judge { get; init; }

    /// <summary>Folder of real pairs; null = none.</summary>
    public string? RealPairs { get; init; }

    /// <summary>ONNX file of the face detector; needed for real pairs.</summary>
    public string? FaceModel { get; init; }

    /// <summary>How all rows are sampled.</summary>
    public LatentTranslatorOptions Sampling { get; init; } = new();

    /// <summary>Split and the like; the size is the model's.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();
}
