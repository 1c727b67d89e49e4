namespace ThermalPortal.Data.Models;

/// <summary>A set of weights that can translate. <see cref="TeamId"/> null: shipped with the portal, visible to all teams.</summary>
public sealed class ModelVersion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid? TeamId { get; init; }

    public required string Name { get; set; }

    public required string Version { get; set; }

    /// <summary>SHA-256 over the weights and options (64 hexadecimal digits): what results are stamped with.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Folder with <c>model.json</c> and the safetensors files, on the workers.</summary>
    public required string Folder { get; set; }

    /// <summary><c>model.json</c> as shipped.</summary>
    public string OptionsJson { get; set; } = "{}";

    /// <summary>The model card, Markdown.</summary>
    public string CardMarkdown { get; set; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Used when a request names no model.</summary>
    public bool IsDefault { get; set; }
}
