using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Autoencoding;

/// <summary>
/// KL autoencoder, the first stage of latent diffusion (Rombach et al. 2022, section 3.1).
/// Latents used for diffusion are standardised per channel by statistics of the training images kept as buffers.
/// </summary>
public sealed class Autoencoder : nn.Module<Tensor, Tensor>
{
    private readonly Encoder _encoder;
    private readonly Decoder _decoder;
    private readonly Tensor _latent_mean;
    private readonly Tensor _latent_std;

    public Autoencoder(AutoencoderOptions options) : base(nameof(Autoencoder))
    {
        Options = options;
        _encoder = new Encoder(options, 2 * options.LatentChannels);
        _decoder = new Decoder(options);
        _latent_mean = zeros(1, options.LatentChannels, 1, 1).DetachFromDisposeScope();
        _latent_std = ones(1, options.LatentChannels, 1, 1).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The options the networks were built from.</summary>
    public AutoencoderOptions Options { get; }

    internal Parameter LastWeight => _decoder.LastWeight;

    /// <summary>Parameters that turn latents into images.</summary>
    internal IEnumerable<Parameter> DecoderParameters() => _decoder.parameters();

    /// <summary>Image (B, C, S, S) -> mean and log-variance of the latent, each (B, z, S/f, S/f); log-variance clamped to [-30, 20].</summary>
    public (Tensor Mean, Tensor LogVariance) Moments(Tensor image)
    {
        using var scope = NewDisposeScope();
        var (moments, _) = _encoder.forward(image);
        var parts = moments.to_type(ScalarType.Float32).chunk(2, 1);
        return (parts[0].MoveToOuterDisposeScope(), parts[1].clamp(-30, 20).MoveToOuterDisposeScope());
    }

    /// <summary>Image in [-1, 1] -> standardised latent mean (B, z, S/f, S/f), about zero mean and unit variance a channel.</summary>
    public Tensor Encode(Tensor image)
    {
        using var scope = NewDisposeScope();
        return Standardize(Moments(image).Mean).MoveToOuterDisposeScope();
    }

    /// <summary>Raw latent mean -> standardised latent.</summary>
    internal Tensor Standardize(Tensor mean) => (mean - _latent_mean) / _latent_std;

    /// <summary>Standardised latent, and detail maps for the decoder if there are any -> image (B, C, S, S), float32, not clamped.</summary>
    public Tensor Decode(Tensor latent, Tensor[]? details = null)
    {
        using var scope = NewDisposeScope();
        return DecodeRaw(latent * _latent_std + _latent_mean, details).MoveToOuterDisposeScope();
    }

    /// <summary>Latent as the encoder samples it (not standardised) -> image, float32.</summary>
    internal Tensor DecodeRaw(Tensor latent, Tensor[]? details = null) => _decoder.forward(latent, details).to_type(ScalarType.Float32);

    /// <summary>Reconstruction through the latent mean.</summary>
    public override Tensor forward(Tensor image) => Decode(Encode(image));

    /// <summary>Stores the per-channel statistics of raw latent means (N, z, h, w) used to standardise latents.</summary>
    internal void SetLatentStatistics(Tensor means)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _latent_mean.copy_(means.mean([0, 2, 3], keepdim: true));
        _latent_std.copy_(means.transpose(0, 1).flatten(1).std(1).reshape(1, -1, 1, 1));
    }
}
