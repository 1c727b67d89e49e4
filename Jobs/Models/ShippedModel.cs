using Microsoft.Extensions.Configuration;
using ThermalPortal.Data.Models;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Jobs.Models;

/// <summary>The model that comes with the portal, or the one configured in its place (<c>Portal:Model:Folder</c>).</summary>
internal static class ShippedModel
{
    public const string Key = "Portal:Model:Folder";

    private const string CardFile = "MODEL_CARD.md", OptionsFile = "model.json";

    /// <summary>Full path of its folder; there may be no model in it.</summary>
    public static string FolderOf(IConfiguration configuration) => configuration[Key] is { Length: > 0 } configured
        ? Path.GetFullPath(configured)
        : Path.Combine(Path.GetDirectoryName(typeof(ShippedModel).Assembly.Location)!, "Weights", "base");

    /// <summary>What the database should know of it.</summary>
    /// <exception cref="InvalidDataException">There is no usable model.</exception>
    public static ModelRegistration Read(string folder)
    {
        var options = ModelFolder.ReadOptions(folder);
        string card = Path.Combine(folder, CardFile);
        return new ModelRegistration
        {
            Name = options.Name,
            Version = options.Version,
            Sha256 = ModelFolder.HashOf(folder),
            Folder = folder,
            OptionsJson = File.ReadAllText(Path.Combine(folder, OptionsFile)),
            CardMarkdown = File.Exists(card) ? File.ReadAllText(card) : "",
        };
    }
}
