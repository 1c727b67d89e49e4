namespace ThermalPortal.Data.Datasets.Pairing;

/// <summary>What pairing needs to know of a picture.</summary>
public sealed record PairingItem
{
    public required Guid Id { get; init; }

    public required Modality Modality { get; init; }

    /// <summary>Path in the import.</summary>
    public required string Path { get; init; }

    /// <summary>Who is shown; null = unknown, which may be anybody.</summary>
    public string? Subject { get; init; }

    /// <summary>Key of the manifest's column <c>pair</c>.</summary>
    public string? ManifestKey { get; init; }

    /// <summary>Key read from the path by the naming.</summary>
    public string? NamingKey { get; init; }

    /// <summary>The thermal file whose embedded photo this visible picture is.</summary>
    public Guid? EmbeddedIn { get; init; }

    public DateTimeOffset? CapturedAt { get; init; }

    /// <summary>Among several partners of one key the smallest is taken.</summary>
    public int Preference { get; init; }

    /// <summary>Why it must not be paired; null = it may.</summary>
    public string? Exclude { get; init; }
}
