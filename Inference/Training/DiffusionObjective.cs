namespace ThermalPortal.Inference.Training;

/// <summary>What the second stage learns.</summary>
public enum DiffusionObjective
{
    /// <summary>The denoiser, at all times of its path.</summary>
    Diffusion,

    /// <summary>The second stage of a trained denoiser, which is frozen (see <see cref="Denoising.DetailBranch"/>).</summary>
    Branch,

    /// <summary>The same network as a plain L1 regression of the latent from the thermal image: the baseline.</summary>
    Regression,
}
