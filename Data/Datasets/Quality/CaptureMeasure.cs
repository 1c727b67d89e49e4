using ThermalPortal.Data.Datasets.Faces;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;

namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>What the worker measured of a picture.</summary>
/// <param name="Sharpness">Variance of the Laplacian of the face, or of the frame without one, at 128 pixels and full contrast.</param>
/// <param name="Clipped">Share of the face, or of the frame without one, at an end of the scale, 0..1.</param>
/// <param name="Faces">Faces found.</param>
/// <param name="Hash">64 bits that stay nearly the same when the picture is compressed or resized.</param>
/// <param name="Found">Where the faces are, best first.</param>
public sealed record CaptureMeasure(float Sharpness, float Clipped, int Faces, long Hash, IReadOnlyList<FoundFace>? Found = null)
{
    /// <summary>What it looks like, to be compared as <see cref="SameScenes"/> does; null: it is blank.</summary>
    public byte[]? Embedding { get; init; }

    /// <summary>Pixels, upright.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels, upright.</summary>
    public int? Height { get; init; }

    /// <summary>Calibration and scene of a radiometric thermal picture.</summary>
    public CameraScene? Camera { get; init; }

    /// <summary>How the numbers of a thermal file that may have another scale were read; null: it can have no other.</summary>
    public FrameReading? Reading { get; init; }
}
