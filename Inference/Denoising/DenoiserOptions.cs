using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Sampling.Paths;

namespace ThermalPortal.Inference.Denoising;

/// <summary>Shape of the conditional denoiser and its thermal encoder. Saved with the weights.</summary>
public sealed record DenoiserOptions
{
    /// <summary>Channels of the visible latent (z of the autoencoder).</summary>
    public int LatentChannels { get; init; } = 8;

    /// <summary>Side of the latent, positions.</summary>
    public int LatentSize { get; init; } = 16;

    /// <summary>U-Net width at the finest level.</summary>
    public int ModelChannels { get; init; } = 96;

    /// <summary>Width of each level as a multiple of <see cref="ModelChannels"/>.</summary>
    public IReadOnlyList<int> Multipliers { get; init; } = [1, 2, 3];

    /// <summary>Residual blocks a level on the way down; one more on the way up.</summary>
    public int ResBlocks { get; init; } = 1;

    /// <summary>Most tokens of a level with Self-attn Mamba blocks; finer levels have residual blocks alone.</summary>
    public int MixerTokens { get; init; } = 1024;

    /// <summary>Width of an attention or scan head, P.</summary>
    public int HeadWidth { get; init; } = 32;

    /// <summary>State size of the selective scan, N.</summary>
    public int StateSize { get; init; } = 16;

    /// <summary>Directions of the selective scan at levels of 256 tokens and more; smaller maps are always read in two.</summary>
    public ScanDirections Scan { get; init; } = ScanDirections.Cross;

    /// <summary>Width of attribute tokens, d_ctx.</summary>
    public int ContextWidth { get; init; } = 128;

    /// <summary>Width of the shared modulation vector, d_mod.</summary>
    public int ModulationWidth { get; init; } = 128;

    /// <summary>Channels of the fused thermal maps, C_f; 0 = the U-Net has the thermal latent alone, beside its input.</summary>
    public int FusionWidth { get; init; } = 64;

    /// <summary>The thermal encoder; its reduction factor must equal that of the visible autoencoder.</summary>
    public AutoencoderOptions Thermal { get; init; } = new() { ImageChannels = 1, Patch = 2, Widths = [32, 96, 192] };

    /// <summary>Channels of the decoder's maps that thermal detail joins, its <see cref="AutoencoderOptions.DrawingWidths"/>. Empty = the decoder sees the latent alone.</summary>
    public IReadOnlyList<int> DetailWidths { get; init; } = [];

    /// <summary>Whether a thermal student of the face descriptor tells the thermal features who the person is.</summary>
    public bool Identity { get; init; }

    /// <summary>Whether stated attributes change the thermal feature maps, beside guiding the diffusion about it.</summary>
    public bool Guided { get; init; }

    /// <summary>Whether statements of a guided model also move the estimate, which holds what is of one colour over large areas: skin, hair. Models older than 2.3 do not.</summary>
    public bool GuidesEstimate { get; init; }

    /// <summary>Which path the denoiser is trained on.</summary>
    public PathKind Path { get; init; }

    /// <summary>What the denoiser answers, on the path of diffusion.</summary>
    public Prediction Prediction { get; init; }

    /// <summary>Whether diffusion runs on what the thermal estimate leaves; false = on the whole visible latent, the thermal encoder trained with it (plain latent diffusion).</summary>
    public bool Residual { get; init; } = true;

    /// <summary>Whether a second stage, a trainable copy of the frozen U-Net's way down, adds detail and identity to it (see <see cref="DetailBranch"/>).</summary>
    public bool Branch { get; init; }

    /// <summary>Width of U-Net level <paramref name="level"/>.</summary>
    public int Width(int level) => ModelChannels * Multipliers[level];

    /// <summary>Throws <see cref="ArgumentException"/> with the offending values when no network can be built.</summary>
    public void Validate()
    {
        Thermal.Validate();
        if (Multipliers.Count == 0 || ModelChannels % HeadWidth != 0 || ResBlocks < 1 || LatentSize % (1 << (Multipliers.Count - 1)) != 0)
            throw new ArgumentException($"Denoiser options cannot be built: {this}, multipliers [{string.Join(", ", Multipliers)}]. Model channels must be a multiple of the head width, the latent side of 2^(levels - 1).");
        if (!Residual && (DetailWidths.Count != 0 || Identity || Guided || Path != PathKind.Diffusion))
            throw new ArgumentException("Without a residual there is no thermal estimate: no detail, identity, guide nor path from the thermal latent.");
    }
}
