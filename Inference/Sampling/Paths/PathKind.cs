namespace ThermalPortal.Inference.Sampling.Paths;

/// <summary>Which path a network is trained on.</summary>
public enum PathKind
{
    /// <summary>Variance-preserving diffusion from noise, see <see cref="NoiseSchedule"/>.</summary>
    Diffusion,

    /// <summary>Rectified flow: straight, from the thermal latent and a little noise, see <see cref="RectifiedFlow"/>.</summary>
    Flow,

    /// <summary>Bridge from the thermal latent, see <see cref="ResShift"/>.</summary>
    Bridge,
}
