using System.Security.Cryptography;
using System.Text.Json;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;
using TorchSharp;

namespace ThermalPortal.Inference.Weights;

/// <summary>A model on disk: <c>model.json</c> and one safetensors file a network. Hashes are checked on load.</summary>
public static class ModelFolder
{
    private const string OptionsFile = "model.json";
    private const string AutoencoderFile = "autoencoder.safetensors";
    private const string TranslationFile = "translation.safetensors";
    private const string AttributesFile = "attributes.safetensors";

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true };

    /// <summary>Reads and validates the options.</summary>
    /// <exception cref="InvalidDataException">There is no model, or model.json cannot be read.</exception>
    public static ModelOptions ReadOptions(string folder)
    {
        var path = Path.Combine(folder, OptionsFile);
        if (!File.Exists(path))
            throw new InvalidDataException($"There is no model in {folder}: {OptionsFile} is missing.");
        try
        {
            var options = JsonSerializer.Deserialize<ModelOptions>(File.ReadAllText(path), s_json)!;
            options.Validate();
            return options;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is not a usable model description: {e.Message}", e);
        }
    }

    /// <summary>SHA-256 (lower-case hex) of model.json, which holds the hashes of all weights: the model's identity.</summary>
    public static string HashOf(string folder) => HashFile(Path.Combine(folder, OptionsFile));

    /// <summary>Builds the networks and loads their weights, checking every hash.</summary>
    /// <exception cref="InvalidDataException">A file is missing, changed, or does not fit the options.</exception>
    public static ModelNetworks Load(string folder)
    {
        var options = ReadOptions(folder);
        foreach (var (name, hash) in options.Files)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
                throw new InvalidDataException($"The model in {folder} lacks {name}.");
            if (HashFile(path) != hash)
                throw new InvalidDataException($"{path} is not the file model.json describes (its SHA-256 differs). Copy the model again.");
        }
        var networks = ModelNetworks.Create(options);
        ModuleWeights.Load(networks.Autoencoder, Path.Combine(folder, AutoencoderFile));
        ModuleWeights.Load(networks.Translation, Path.Combine(folder, TranslationFile));
        ModuleWeights.Load(networks.Attributes, Path.Combine(folder, AttributesFile));
        return networks;
    }

    /// <summary>Writes the model in half precision with hashes.</summary>
    public static void Save(string folder, ModelNetworks networks)
    {
        Directory.CreateDirectory(folder);
        Write(AutoencoderFile, networks.Autoencoder);
        Write(TranslationFile, networks.Translation);
        Write(AttributesFile, networks.Attributes);
        var hashes = new[] { AutoencoderFile, TranslationFile, AttributesFile }.ToDictionary(f => f, f => HashFile(Path.Combine(folder, f)));
        File.WriteAllText(Path.Combine(folder, OptionsFile), JsonSerializer.Serialize(networks.Options with { Files = hashes }, s_json) + "\n");

        void Write(string name, torch.nn.Module module) => ModuleWeights.Save(module, Path.Combine(folder, name), torch.ScalarType.Float16);
    }

    private static string HashFile(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
