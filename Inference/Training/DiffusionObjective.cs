namespace ThermalPortal.Inference.Training;

/// <summary>What the second stage learns.</summary>
public enum DiffusionObjective
{
    /// <summary>v prediction at all noise levels (Salimans and Ho 2022).</summary>
    Diffusion,

    /// <summary>The same network as a plain L1 regression of the latent from the thermal image: the baseline.</summary>
    Regression,
}
