using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;

namespace ThermalPortal.Data.Datasets.Versions;

/// <summary>A pair as it is about to be frozen.</summary>
internal sealed record PairRow
{
    /// <summary>The thermal capture.</summary>
    public required Guid ThermalId { get; init; }

    public required Guid VisibleId { get; init; }

    public required string ThermalPath { get; init; }

    public required string VisiblePath { get; init; }

    /// <summary>Null: not measured and compared yet, or not readable.</summary>
    public long? ThermalHash { get; init; }

    public long? VisibleHash { get; init; }

    /// <summary>Shared with the captures that show the same scene; null: there is none.</summary>
    public Guid? ThermalSceneId { get; init; }

    public Guid? VisibleSceneId { get; init; }

    public string? Subject { get; init; }

    public string? Session { get; init; }

    public string? OfficialSplit { get; init; }

    public ReviewState Review { get; init; }

    public bool Aligned { get; init; }

    public PlaneTransform? VisibleToThermal { get; init; }

    /// <summary>Emissivity and reflected temperature people gave the thermal picture; null: as read.</summary>
    public SceneValues? Scene { get; init; }

    /// <summary>How people said that the thermal numbers become degrees; null: as read.</summary>
    public TemperatureScale? Scale { get; init; }

    /// <summary>It disagrees with the transform of its session.</summary>
    public bool Misfits { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
