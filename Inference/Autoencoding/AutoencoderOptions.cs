namespace ThermalPortal.Inference.Autoencoding;

/// <summary>Shape of a first-stage autoencoder. Saved with its weights.</summary>
public sealed record AutoencoderOptions
{
    /// <summary>Image channels: 3 for visible RGB, 1 for thermal.</summary>
    public int ImageChannels { get; init; } = 3;

    /// <summary>The stem folds patches of this many pixels squared into channels (1, 2 or 4), so no layer runs at full size.</summary>
    public int Patch { get; init; } = 4;

    /// <summary>Channels of each level from the finest; between levels the size halves. Reduction factor = Patch * 2^(levels - 1).</summary>
    public IReadOnlyList<int> Widths { get; init; } = [128, 192];

    /// <summary>Residual blocks a level in the encoder; the decoder has one more.</summary>
    public int ResBlocks { get; init; } = 1;

    /// <summary>Latent channels z.</summary>
    public int LatentChannels { get; init; } = 8;

    /// <summary>Codes of the codebook (VQ), at least 2; null = none (KL). Diffusion works on the latent before it is quantised.</summary>
    public int? Codebook { get; init; }

    /// <summary>Channels the decoder draws with at every size: full size first, then each halving of it, then its levels from the finest.</summary>
    public IReadOnlyList<int> DrawingWidths => Patch == 4 ? [16, 48, .. Widths] : [16, .. Widths];

    /// <summary>Pixels a side of the image for one latent position.</summary>
    public int Factor => Patch << (Widths.Count - 1);

    /// <summary>Throws <see cref="ArgumentException"/> with the offending values when no network can be built.</summary>
    public void Validate()
    {
        if (Widths.Count == 0 || Widths.Any(w => w <= 0) || Patch is not (1 or 2 or 4) || LatentChannels <= 0 || ImageChannels <= 0 || ResBlocks < 1 || Codebook < 2)
            throw new ArgumentException($"Autoencoder options cannot be built: {this}, widths [{string.Join(", ", Widths)}].");
    }
}
