using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Autoencoding;

/// <summary>
/// KL or VQ autoencoder, the first stage of latent diffusion (Rombach et al. 2022, section 3.1). With a codebook, latents are those before quantisation, and decoding quantises first.
/// Latents used for diffusion are standardised per channel by statistics of the training images kept as buffers.
/// </summary>
public sealed class Autoencoder : nn.Module<Tensor, Tensor>
{
    private readonly Encoder _encoder;
    private readonly Decoder _decoder;
    private readonly VectorQuantizer? _quantizer;
    private readonly Tensor _latent_mean;
    private readonly Tensor _latent_std;

    public Autoencoder(AutoencoderOptions options) : base(nameof(Autoencoder))
    {
        Options = options;
        _encoder = new Encoder(options, options.Codebook is null ? 2 * options.LatentChannels : options.LatentChannels);
        _decoder = new Decoder(options);
        _quantizer = options.Codebook is { } codes ? new VectorQuantizer(codes, options.LatentChannels) : null;
        _latent_mean = zeros(1, options.LatentChannels, 1, 1).DetachFromDisposeScope();
        _latent_std = ones(1, options.LatentChannels, 1, 1).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The options the networks were built from.</summary>
    public AutoencoderOptions Options { get; }

    internal Parameter LastWeight => _decoder.LastWeight;

    /// <summary>The codebook; null for KL.</summary>
    internal VectorQuantizer? Quantizer => _quantizer;

    /// <summary>Parameters that turn latents into images.</summary>
    internal IEnumerable<Parameter> DecoderParameters() => _decoder.parameters();

    /// <summary>Image (B, C, S, S) -> mean and log-variance of the latent, each (B, z, S/f, S/f); log-variance clamped to [-30, 20]. KL only.</summary>
    public (Tensor Mean, Tensor LogVariance) Moments(Tensor image)
    {
        if (_quantizer is not null)
            throw new InvalidOperationException("An autoencoder with a codebook has no moments: take its latent.");
        using var scope = NewDisposeScope();
        var (moments, _) = _encoder.forward(image);
        var parts = moments.to_type(ScalarType.Float32).chunk(2, 1);
        return (parts[0].MoveToOuterDisposeScope(), parts[1].clamp(-30, 20).MoveToOuterDisposeScope());
    }

    /// <summary>Image (B, C, S, S) in [-1, 1] -> raw latent (B, z, S/f, S/f), float32: the mean (KL), or what will be quantised (VQ).</summary>
    internal Tensor Latent(Tensor image)
    {
        using var scope = NewDisposeScope();
        return (_quantizer is null ? Moments(image).Mean : _encoder.forward(image).Output.to_type(ScalarType.Float32)).MoveToOuterDisposeScope();
    }

    /// <summary>Image in [-1, 1] -> standardised latent (B, z, S/f, S/f), about zero mean and unit variance a channel.</summary>
    public Tensor Encode(Tensor image)
    {
        using var scope = NewDisposeScope();
        return Standardize(Latent(image)).MoveToOuterDisposeScope();
    }

    /// <summary>Raw latent -> standardised latent.</summary>
    internal Tensor Standardize(Tensor raw) => (raw - _latent_mean) / _latent_std;

    /// <summary>Standardised latent, and detail maps for the decoder if there are any -> image (B, C, S, S), float32, not clamped. With a codebook, gradients pass straight through it.</summary>
    public Tensor Decode(Tensor latent, Tensor[]? details = null)
    {
        using var scope = NewDisposeScope();
        var raw = latent * _latent_std + _latent_mean;
        return DecodeRaw(_quantizer?.forward(raw).Quantized ?? raw, details).MoveToOuterDisposeScope();
    }

    /// <summary>Latent as the encoder samples it or the codebook quantised it (not standardised) -> image, float32.</summary>
    internal Tensor DecodeRaw(Tensor latent, Tensor[]? details = null) => _decoder.forward(latent, details).to_type(ScalarType.Float32);

    /// <summary>Reconstruction through the latent mean, or the codes.</summary>
    public override Tensor forward(Tensor image) => Decode(Encode(image));

    /// <summary>Stores the per-channel statistics of raw latents (N, z, h, w) used to standardise latents.</summary>
    internal void SetLatentStatistics(Tensor latents)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _latent_mean.copy_(latents.mean([0, 2, 3], keepdim: true));
        _latent_std.copy_(latents.transpose(0, 1).flatten(1).std(1).reshape(1, -1, 1, 1));
    }
}
