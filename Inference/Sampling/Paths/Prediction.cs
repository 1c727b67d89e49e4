namespace ThermalPortal.Inference.Sampling.Paths;

/// <summary>What a diffusion network answers.</summary>
public enum Prediction
{
    /// <summary>v = alpha eps - sigma x0 (Salimans and Ho 2022).</summary>
    Velocity,

    /// <summary>The noise eps (DDPM, LDM).</summary>
    Noise,

    /// <summary>The clean image x0.</summary>
    Image,
}
