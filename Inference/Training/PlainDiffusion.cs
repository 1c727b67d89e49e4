using ThermalPortal.Inference.Denoising;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// The baseline: plain latent diffusion of the visible latent (Rombach et al. 2022), the thermal latent concatenated. No estimate, fusion, scan, detail in the decoder, student of identity, attributes or image loss; the thermal encoder learns with the U-Net.
/// </summary>
public static class PlainDiffusion
{
    /// <summary>The same training of the baseline: the same U-Net and data, and as many steps of the diffusion as <paramref name="options"/> has.</summary>
    public static ModelTrainingOptions Of(ModelTrainingOptions options) => options with
    {
        Model = options.Model with
        {
            Denoiser = options.Model.Denoiser with { Residual = false, FusionWidth = 0, Scan = ScanDirections.None, DetailWidths = [], Identity = false, Guided = false, Branch = false },
        },
        IdentitySteps = 0, EstimateSteps = 0, TeacherSteps = 0, GuideSteps = 0, BranchSteps = 0,
        Diffusion = options.Diffusion with { HybridStart = 1, DropAllAttributes = 1, AttributeWeight = 0 },
    };
}
