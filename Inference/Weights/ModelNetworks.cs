using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;
using TorchSharp;

namespace ThermalPortal.Inference.Weights;

/// <summary>The networks of one model, in evaluation mode.</summary>
public sealed record ModelNetworks(ModelOptions Options, Autoencoder Autoencoder, TranslationNet Translation, AttributeNet Attributes) : IDisposable
{
    /// <summary>Networks with random weights.</summary>
    public static ModelNetworks Create(ModelOptions options)
    {
        options.Validate();
        var networks = new ModelNetworks(options, new Autoencoder(options.Autoencoder), new TranslationNet(options.Denoiser, options.Attributes), new AttributeNet(options.Attributes.Predicted));
        networks.Autoencoder.eval();
        networks.Translation.eval();
        networks.Attributes.eval();
        return networks;
    }

    /// <summary>Moves all networks to a device.</summary>
    public void To(torch.Device device)
    {
        Autoencoder.to(device);
        Translation.to(device);
        Attributes.to(device);
    }

    public void Dispose()
    {
        Autoencoder.Dispose();
        Translation.Dispose();
        Attributes.Dispose();
    }
}
