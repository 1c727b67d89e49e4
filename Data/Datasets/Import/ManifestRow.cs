using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Scales;

namespace ThermalPortal.Data.Datasets.Import;

/// <summary>One row of a manifest: what its author says of a file. Null = not said.</summary>
public sealed record ManifestRow
{
    /// <summary>Path relative to the manifest, <c>/</c> as separator.</summary>
    public required string Path { get; init; }

    public Modality? Modality { get; init; }

    public string? Pair { get; init; }

    public string? Subject { get; init; }

    public string? Session { get; init; }

    public DateTimeOffset? CaptureTime { get; init; }

    public string? Split { get; init; }

    /// <summary>Whether it lies on its partner pixel by pixel.</summary>
    public bool? Aligned { get; init; }

    /// <summary>Of a visible picture: where its pixels lie in its thermal partner.</summary>
    public PlaneTransform? VisibleToThermal { get; init; }

    /// <summary>Of a thermal picture: how its numbers become degrees.</summary>
    public TemperatureScale? Scale { get; init; }

    /// <summary>All other columns by name, such as <c>camera</c>, <c>consent_ref</c>, <c>attr.sex</c>, <c>p1x</c>.</summary>
    public IReadOnlyDictionary<string, string> Other { get; init; } = new Dictionary<string, string>();
}
