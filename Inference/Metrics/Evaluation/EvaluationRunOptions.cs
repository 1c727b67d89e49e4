using ThermalPortal.Inference.Pipelines;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A whole evaluation: which model, which data, which judges, where to.</summary>
public sealed record EvaluationRunOptions
{
    /// <summary>Folder of the model under test.</summary>
    public required string Model { get; init; }

    /// <summary>Folder for the reports, one sub-folder a data set.</summary>
    public required string Output { get; init; }

    /// <summary>Folders with manifest.csv.</summary>
    public IReadOnlyList<string> DataFolders { get; init; } = [];

    /// <summary>Folder of real pairs NAME_thr.png and NAME_vis.png; null = none.</summary>
    public string? RealPairs { get; init; }

    /// <summary>Folder of real thermal faces without visible partners, files CAMERA_PERSON_anything of two cameras; null = none.</summary>
    public string? ThermalFaces { get; init; }

    /// <summary>Other models scored beside it, such as one of <see cref="Training.PlainDiffusion"/> or one that regresses, by name of the row: their folders. Each with its own starting noise and share of the residual, and no attributes.</summary>
    public IReadOnlyDictionary<string, string> Baselines { get; init; } = new Dictionary<string, string>();

    /// <summary>Pictures other programs made, by name of the row: a folder each, see <see cref="MadePictures"/>; not for real pairs.</summary>
    public IReadOnlyDictionary<string, string> Made { get; init; } = new Dictionary<string, string>();

    /// <summary>ONNX file of the recognition net; null = no identity figures.</summary>
    public string? Judge { get; init; }

    /// <summary>Folder of the VGG19 shards; null = no PD-VGG19.</summary>
    public string? Perceptual { get; init; }

    /// <summary>Folder of the LPIPS weights, see <see cref="Metrics.Lpips"/>; null = no LPIPS.</summary>
    public string? Lpips { get; init; }

    /// <summary>File of Inception weights, see <see cref="InceptionNet"/>; null = no FID.</summary>
    public string? Inception { get; init; }

    /// <summary>ONNX file of the face detector; needed for real pairs and thermal faces.</summary>
    public string? FaceModel { get; init; }

    /// <summary>Rows for null and oracle attributes beside the predicted ones.</summary>
    public bool AllGuidance { get; init; } = true;

    /// <summary>Also a report of the model on worse inputs, <see cref="ThermalStress.All"/>, for each data set.</summary>
    public bool Robustness { get; init; }

    /// <summary>Files <see cref="FrozenProtocol.FileName"/> of earlier reports; a data set that one of them names is scored exactly so.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = [];

    /// <summary>Weights of an <see cref="Metrics.Evaluation.AttributeJudge"/>: also a report of what stating untrue attributes does; null = none.</summary>
    public string? AttributeJudge { get; init; }

    /// <summary>Steps and guidance.</summary>
    public LatentTranslatorOptions Sampling { get; init; } = new();

    /// <summary>Split, size, batch and the like; the size is the model's.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Every setting that cannot work, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>(Evaluation.Validate());
        errors.AddRange(DataFolders.Append(Model).Concat(Maybe(RealPairs, ThermalFaces, Perceptual, Lpips)).Concat(Made.Values).Concat(Baselines.Values).Where(f => !Directory.Exists(f)).Select(f => $"There is no folder {f}."));
        errors.AddRange(Maybe(Judge, FaceModel, AttributeJudge, Inception).Concat(Protocols).Where(f => !File.Exists(f)).Select(f => $"There is no file {f}."));
        if (DataFolders.Count == 0 && RealPairs is null && ThermalFaces is null)
            errors.Add("Give at least one folder with a manifest.csv, a folder of real pairs, or one of thermal faces.");
        if ((RealPairs is not null || ThermalFaces is not null) && (Judge is null || FaceModel is null))
            errors.Add("Real pairs and thermal faces need the recognition net and the face detector.");
        errors.AddRange(Made.Keys.Intersect(Baselines.Keys).Select(name => $"A baseline and made pictures are both called {name}: rows of a table need names of their own."));
        return errors;
    }

    private static IEnumerable<string> Maybe(params string?[] paths) => paths.OfType<string>();
}
