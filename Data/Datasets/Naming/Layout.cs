namespace ThermalPortal.Data.Datasets.Naming;

/// <summary>The file tree of a known data set: the first rule that matches counts.</summary>
public sealed record Layout : ICaptureNaming
{
    /// <summary>Stable key, such as <c>speakingfaces</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Terms of use in a line, for the person who imports it.</summary>
    public required string Terms { get; init; }

    /// <summary>What else to know before using it; null = nothing.</summary>
    public string? Note { get; init; }

    public required IReadOnlyList<LayoutRule> Rules { get; init; }

    public CaptureName? Read(string path) => Rules.Select(r => r.Read(path)).FirstOrDefault(n => n is not null);
}
