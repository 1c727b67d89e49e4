using System.Security.Cryptography;
using System.Text;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Weights;

/// <summary>Networks without memory behind their weights (device meta); the default device is the process's, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(MetaDevice), DisableParallelization = true)]
public sealed class MetaDevice;

[Collection(nameof(MetaDevice))]
public sealed class ModelPresetsTests : IDisposable
{
    private readonly Device _before = get_default_device();

    public void Dispose() => set_default_device(_before);

    /// <summary>The last figure is a snapshot of every name and shape: it changes when weights of that preset can no longer be loaded.</summary>
    [Theory]
    [InlineData("nano", 66521, 1136172, 1058471, "d358eb7ede21")]
    [InlineData("small", 6310803, 21165796, 10821940, "baf244234478")]
    [InlineData("base", 29873731, 148754168, 133664024, "719ebdd1bc43")]
    [InlineData("paper", 52952537, 396735933, 380956103, "31b9d01b2a6f")]
    public void Create_Preset_HasItsParameters(string preset, long autoencoder, long translation, long unet, string shapes)
    {
        set_default_device(new Device("meta"));
        using var networks = ModelNetworks.Create(ModelPresets.All[preset]);
        var all = networks.Autoencoder.named_parameters().Concat(networks.Translation.named_parameters()).ToArray();
        long Count(string start) => all.Where(p => p.name.StartsWith(start, StringComparison.Ordinal)).Sum(p => p.parameter.numel());
        var listing = string.Join('\n', all.Select(p => $"{p.name} {string.Join('x', p.parameter.shape)}"));
        Assert.Equal((autoencoder, translation, unet, shapes), (networks.Autoencoder.parameters().Sum(p => p.numel()), networks.Translation.parameters().Sum(p => p.numel()), Count("_unet."),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(listing)))[..12]));
    }

    /// <summary>libtorch has no convolution on the meta device, so the large presets are not run.</summary>
    [Theory]
    [InlineData("nano", 3, 8, 32), InlineData("small", 8, 16, 128)]
    public void Forward_Preset_HasItsShapes(string preset, int channels, int latent, int size)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var options = ModelPresets.All[preset];
        using var networks = ModelNetworks.Create(options);
        var z = networks.Autoencoder.Encode(zeros(2, 3, size, size));
        Assert.Equal([2, channels, latent, latent], z.shape);
        var condition = networks.Translation.Condition(zeros(2, 1, size, size));
        Assert.Equal([2, channels, latent, latent], condition.Latent.shape);
        Assert.Equal(options.Denoiser.Multipliers.Select((_, level) => latent >> level), condition.Maps.Select(m => (int)m.shape[2]));
        var details = networks.Translation.Details(condition.Features)!;
        Assert.Equal(options.Autoencoder.DrawingWidths, details.Select(d => (int)d.shape[1]));
        Assert.Equal([2, 3, size, size], networks.Autoencoder.Decode(z, details).shape);
        var attributes = AttributeWeights.Null(options.Attributes, 2);
        Assert.Equal(z.shape, networks.Translation.forward(z, zeros(2), attributes, condition).shape);
    }
}
