using ThermalPortal.Inference.Faces;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>One row of a manifest: an aligned pair, whose face it shows, and where the face is.</summary>
public sealed record EvaluationFrame
{
    /// <summary>Key of the person.</summary>
    public required string Identity { get; init; }

    /// <summary>Occasion of the capture, from 1; 1 for all when the set has no sessions.</summary>
    public required int Session { get; init; }

    /// <summary>train, val or test.</summary>
    public required string Split { get; init; }

    /// <summary>Full path of the thermal picture.</summary>
    public required string ThermalFile { get; init; }

    /// <summary>Full path of the visible picture, aligned pixel by pixel.</summary>
    public required string VisibleFile { get; init; }

    /// <summary>Image-left eye, image-right eye, nose tip, image-left and image-right mouth corner, pixels.</summary>
    public required IReadOnlyList<ImagePoint> Points { get; init; }

    /// <summary>Other columns of the row: attributes, for subgroups and for oracle runs.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
}
