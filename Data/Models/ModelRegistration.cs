namespace ThermalPortal.Data.Models;

/// <summary>A model folder as found on disk.</summary>
public sealed record ModelRegistration
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>SHA-256 over the weights and options, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public required string Folder { get; init; }

    /// <summary><c>model.json</c>.</summary>
    public required string OptionsJson { get; init; }

    /// <summary>Markdown.</summary>
    public string CardMarkdown { get; init; } = "";
}
