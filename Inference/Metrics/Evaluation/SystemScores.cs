namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>All figures of one system; null where a figure has no meaning or its judge was absent.</summary>
public sealed record SystemScores
{
    /// <summary>Name of the row.</summary>
    public required string Name { get; init; }

    /// <summary>PSNR over RGB, dB.</summary>
    public Interval? PsnrRgb { get; init; }

    /// <summary>PSNR over BT.601 grey, dB.</summary>
    public Interval? PsnrGrey { get; init; }

    /// <summary>SSIM, mean of RGB.</summary>
    public Interval? SsimRgb { get; init; }

    /// <summary>SSIM over BT.601 grey.</summary>
    public Interval? SsimGrey { get; init; }

    /// <summary>PD-VGG19; smaller is nearer.</summary>
    public Interval? Perceptual { get; init; }

    /// <summary>LPIPS; smaller is nearer.</summary>
    public Interval? Lpips { get; init; }

    /// <summary>FD-VGG19, see <see cref="FrechetDistance"/>: compare only sets of equal size.</summary>
    public double? Frechet { get; init; }

    /// <summary>KD-VGG19, see <see cref="KernelDistance"/>.</summary>
    public Interval? Kernel { get; init; }

    /// <summary>FID: compare only sets of equal size, and figures of the same code.</summary>
    public double? Fid { get; init; }

    /// <summary>KID; it may fall below 0.</summary>
    public Interval? Kid { get; init; }

    /// <summary>Recognition against the true gallery.</summary>
    public IdentityReport? Identity { get; init; }

    /// <summary>Wall-clock seconds a picture, batches after the first; null for what is not computed.</summary>
    public double? SecondsPerImage { get; init; }

    /// <summary>The same by subgroup.</summary>
    public IReadOnlyList<SubgroupScores> Subgroups { get; init; } = [];
}
