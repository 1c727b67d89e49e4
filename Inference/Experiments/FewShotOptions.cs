using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Training;

namespace ThermalPortal.Inference.Experiments;

/// <summary>How a model is tuned on a few real pairs and judged on people it was not tuned on.</summary>
public sealed record FewShotOptions
{
    /// <summary>Model folder to start from.</summary>
    public required string Model { get; init; }

    /// <summary>Folder of pairs NAME_thr.png and NAME_vis.png.</summary>
    public required string RealPairs { get; init; }

    /// <summary>Data folders trained on beside the pairs so that nothing is forgotten; every folder gets as many draws as the pairs.</summary>
    public IReadOnlyList<string> DataFolders { get; init; } = [];

    /// <summary>Folder of the trainings, one sub-folder a held-out person, and of the report.</summary>
    public required string Folder { get; init; }

    /// <summary>Steps of the estimate stage, the only one that is tuned.</summary>
    public int Steps { get; init; } = 60;

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Factor of the learning rate of a training from random weights.</summary>
    public double RateFactor { get; init; } = 0.3;

    /// <summary>The nets that compare pictures.</summary>
    public ImageLossOptions Loss { get; init; } = new();

    /// <summary>ONNX file of the recognition net that judges; it must not have trained anything.</summary>
    public required string Judge { get; init; }

    /// <summary>ONNX file of the face detector.</summary>
    public required string FaceModel { get; init; }

    /// <summary>How all are sampled.</summary>
    public LatentTranslatorOptions Sampling { get; init; } = new();

    /// <summary>What gives the crop.</summary>
    public RealCrop Crop { get; init; } = RealCrop.Thermal;
}
