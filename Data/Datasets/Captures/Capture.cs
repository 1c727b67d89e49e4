using ThermalPortal.Data.Datasets.Faces;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;

namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>One picture of a dataset: an uploaded file and what is known of the moment it shows.</summary>
public sealed class Capture : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid DatasetId { get; init; }

    /// <summary>The uploaded file; its bytes stay untouched.</summary>
    public Guid ItemId { get; init; }

    public ImageItem? Item { get; init; }

    /// <summary>Path in the import.</summary>
    public required string Path { get; init; }

    public Modality Modality { get; set; }

    public Guid? SubjectId { get; set; }

    public Subject? Subject { get; set; }

    public string? Session { get; set; }

    /// <summary>Pose, expression, light, as the data set calls it.</summary>
    public string? Variation { get; set; }

    /// <summary>The data set's own part: train, val or test.</summary>
    public string? OfficialSplit { get; set; }

    /// <summary>Keys by which a later import may still find the partner.</summary>
    public string? ManifestKey { get; init; }

    public string? NamingKey { get; init; }

    public DateTimeOffset? CapturedAt { get; set; }

    public int Preference { get; init; }

    /// <summary>Further columns of the manifest.</summary>
    public IReadOnlyDictionary<string, string> Other { get; init; } = new Dictionary<string, string>();

    public Tray Tray { get; set; }

    /// <summary>Why it lies there, for people: ambiguous and excluded captures, and those a person took out of a pair.</summary>
    public string? TrayReason { get; set; }

    /// <summary>Ambiguous captures that claim each other share it.</summary>
    public Guid? GroupId { get; set; }

    /// <summary>Small picture for galleries (WebP).</summary>
    public Guid? ThumbnailId { get; set; }

    /// <summary>For the viewer: values of a thermal picture (16-bit PNG that says its scale), or a visible one as WebP.</summary>
    public Guid? FrameId { get; set; }

    /// <summary>When both were made, or were found impossible; null: not yet.</summary>
    public DateTimeOffset? ViewedAt { get; set; }

    /// <summary>Detail of the face, or of the frame without one (see <see cref="QualityRules"/>); null: not measured, or it cannot be read.</summary>
    public float? Sharpness { get; set; }

    /// <summary>Share of the face at an end of the scale, 0..1.</summary>
    public float? Clipped { get; set; }

    /// <summary>Faces found.</summary>
    public int? Faces { get; set; }

    /// <summary>Where they are, best first; null: not looked for.</summary>
    public IReadOnlyList<FoundFace>? FoundFaces { get; set; }

    /// <summary>Pixels, upright; null: not measured, or it cannot be read.</summary>
    public int? Width { get; set; }

    /// <summary>Pixels, upright.</summary>
    public int? Height { get; set; }

    /// <summary>64 bits that stay nearly the same when the picture is compressed or resized.</summary>
    public long? Hash { get; set; }

    /// <summary>What it looks like, as <see cref="SameScenes.Width"/> signed bytes that stay nearly the same in another crop or a noisier frame; null: not measured, blank, or it cannot be read.</summary>
    public byte[]? Embedding { get; set; }

    /// <summary>Captures that show the same scene share it; null: none other is known to (see <see cref="SameScenes"/>).</summary>
    public Guid? SameSceneId { get; set; }

    /// <summary>When its embedding was compared with those of all captures before it; null: not yet.</summary>
    public DateTimeOffset? ComparedAt { get; set; }

    /// <summary>Calibration and scene of a radiometric thermal picture; null: none that temperatures could be computed from anew.</summary>
    public CameraScene? Camera { get; set; }

    /// <summary>How the numbers of a thermal file that may have another scale were read, see <see cref="Reading"/>; null: not yet, or it can have no other.</summary>
    public string? ReadFormat { get; set; }

    public TemperatureScale? ReadScale { get; set; }

    public bool ScaleGuessed { get; set; }

    public double? StoredMedian { get; set; }

    /// <summary>With which emissivity or scale it is shown, as people said last; null: nobody has said.</summary>
    public Guid? SceneEditId { get; set; }

    public SceneEdit? SceneEdit { get; init; }

    public QualityFaults Faults { get; set; }

    /// <summary>When the quality was measured, or that was found impossible; null: not yet.</summary>
    public DateTimeOffset? MeasuredAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How its numbers were read; null: see <see cref="ReadFormat"/>.</summary>
    public FrameReading? Reading() => ReadFormat is { } format && ReadScale is { } scale && StoredMedian is { } median ? new FrameReading(format, scale, ScaleGuessed, median) : null;
}
