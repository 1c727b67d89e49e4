using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;

namespace ThermalPortal.Inference.Weights;

/// <summary>Sizes of models, by name. Parameters (autoencoder, translation with its thermal encoder and identity student) and shapes are held by a test.</summary>
public static class ModelPresets
{
    /// <summary>Name of the preset that ships.</summary>
    public const string Default = "small";

    /// <summary>A tiny model of the same structure for tests: 32 px, latents of 8 x 8.</summary>
    public static ModelOptions Nano { get; } = Make("nano", 32, new() { Widths = [16], LatentChannels = 3 }, new()
    {
        ModelChannels = 32, Multipliers = [1, 2], HeadWidth = 16, StateSize = 8, ContextWidth = 32, ModulationWidth = 64, FusionWidth = 16,
        Thermal = new() { ImageChannels = 1, Patch = 2, Widths = [16, 16] },
    });

    /// <summary>To try a part of the method in minutes: 64 px, factor 4, latents of 16 x 16 x 4.</summary>
    public static ModelOptions Tiny { get; } = Make("tiny", 64, new() { Patch = 2, Widths = [32, 64], LatentChannels = 4 }, new()
    {
        ModelChannels = 32, HeadWidth = 16, ContextWidth = 64, ModulationWidth = 64, FusionWidth = 32, Identity = true, Thermal = new() { ImageChannels = 1, Patch = 2, Widths = [32, 64] },
    });

    /// <summary>The one that ships, fit for two CPU cores: 128 px, factor 8, latents of 16 x 16 x 8.</summary>
    public static ModelOptions Small { get; } = Make(Default, 128, new(), new() { ModelChannels = 64, Scan = ScanDirections.Bidirectional, Identity = true, Guided = true, GuidesEstimate = true });

    /// <summary>For one GPU: 128 px, factor 8, latents of 16 x 16 x 8.</summary>
    public static ModelOptions Base { get; } = Make("base", 128, new() { Patch = 2, Widths = [96, 192, 384], ResBlocks = 2 }, new()
    {
        ModelChannels = 192, ResBlocks = 2, StateSize = 32, ContextWidth = 256, ModulationWidth = 256, FusionWidth = 128, Identity = true, Guided = true, GuidesEstimate = true,
        Thermal = new() { ImageChannels = 1, Patch = 2, Widths = [64, 128, 256] },
    });

    /// <summary>Of the size published latent diffusion has: 256 px, factor 4, latents of 64 x 64 x 3. For several GPUs.</summary>
    public static ModelOptions Paper { get; } = Make("paper", 256, new() { Patch = 1, Widths = [128, 256, 512], ResBlocks = 2, LatentChannels = 3 }, new()
    {
        ModelChannels = 224, Multipliers = [1, 2, 3, 4], ResBlocks = 2, StateSize = 32, ContextWidth = 512, ModulationWidth = 256, FusionWidth = 128, Identity = true, Guided = true, GuidesEstimate = true,
        Thermal = new() { ImageChannels = 1, Patch = 1, Widths = [64, 128, 256] },
    });

    /// <summary>All of them by name, smallest first.</summary>
    public static IReadOnlyDictionary<string, ModelOptions> All { get; } =
        new Dictionary<string, ModelOptions>(StringComparer.OrdinalIgnoreCase) { ["nano"] = Nano, ["tiny"] = Tiny, [Default] = Small, ["base"] = Base, ["paper"] = Paper };

    private static ModelOptions Make(string name, int size, AutoencoderOptions autoencoder, DenoiserOptions denoiser) => new()
    {
        Name = name, ImageSize = size, Autoencoder = autoencoder,
        Denoiser = denoiser with { LatentChannels = autoencoder.LatentChannels, LatentSize = size / autoencoder.Factor, DetailWidths = autoencoder.DrawingWidths },
    };
}
