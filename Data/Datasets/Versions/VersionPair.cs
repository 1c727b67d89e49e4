using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Faces;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Data.Datasets.Splits;

namespace ThermalPortal.Data.Datasets.Versions;

/// <summary>One pair of a frozen version, copied: later changes of the dataset do not reach it.</summary>
public sealed class VersionPair : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid VersionId { get; init; }

    /// <summary>The untouched thermal bytes; kept as long as a version names them.</summary>
    public Guid ThermalFileId { get; init; }

    public Guid VisibleFileId { get; init; }

    public required string ThermalPath { get; init; }

    public required string VisiblePath { get; init; }

    /// <summary>SHA-256 of both files, thermal first, 128 hexadecimal digits: the same pair in another version has the same.</summary>
    public required string Content { get; init; }

    public required string Subject { get; init; }

    public string? Session { get; init; }

    public DatasetPart Part { get; init; }

    /// <summary>Size and faces of the thermal picture; null: its size was never known.</summary>
    public PictureFaces? ThermalPicture { get; init; }

    public PictureFaces? VisiblePicture { get; init; }

    public bool Aligned { get; init; }

    /// <summary>From visible to thermal pixels, nine numbers, row by row (see <see cref="PlaneTransform"/>); null: nobody said how they lie on each other.</summary>
    public double[]? VisibleToThermal { get; init; }

    /// <summary>Emissivity and reflected temperature people gave the thermal picture; null: as read.</summary>
    public SceneValues? Scene { get; init; }

    /// <summary>How people said that the thermal numbers become degrees; null: as read.</summary>
    public TemperatureScale? Scale { get; init; }

    /// <summary>Labels and further columns, of both pictures.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
