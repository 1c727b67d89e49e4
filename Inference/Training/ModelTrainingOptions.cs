using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Training;

/// <summary>A whole training: data, model shape, length of each stage.</summary>
public sealed record ModelTrainingOptions
{
    /// <summary>Folders with a manifest.csv each; every folder gets an equal share of the draws.</summary>
    public required IReadOnlyList<string> DataFolders { get; init; }

    /// <summary>Folder for checkpoints, curves, sheets (a sub-folder a stage) and the finished <c>model</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>Shape of the networks.</summary>
    public ModelOptions Model { get; init; } = ModelPresets.Small;

    /// <summary>Model folder whose weights the stages start from; null = random weights. Tensors of another name or shape than <see cref="Model"/>'s are left out. A stage of 0 steps keeps them.</summary>
    public string? StartFrom { get; init; }

    /// <summary>Of <see cref="StartFrom"/> only autoencoder, attribute classifier and identity student are taken; estimate and diffusion begin with random weights.</summary>
    public bool StartFirstStagesOnly { get; init; }

    /// <summary>Steps of the autoencoder stage.</summary>
    public int AutoencoderSteps { get; init; } = 1800;

    /// <summary>Steps of the attribute stage.</summary>
    public int AttributeSteps { get; init; } = 1200;

    /// <summary>Steps of the identity stage, twice the images each; needs <see cref="ImageLossOptions.IdentityFolder"/>. The regression baseline has none.</summary>
    public int IdentitySteps { get; init; } = 1200;

    /// <summary>Steps of the estimate stage: thermal encoder, detail and decoder. The regression baseline has none.</summary>
    public int EstimateSteps { get; init; } = 2000;

    /// <summary>Steps of the visible attribute classifier that teaches the thermal one and the guide; it is not part of the model. 0 = the thermal one learns from labels alone.</summary>
    public int TeacherSteps { get; init; } = 1200;

    /// <summary>Steps of what stated attributes change in the feature maps. The regression baseline has none.</summary>
    public int GuideSteps { get; init; } = 1200;

    /// <summary>Steps of the diffusion stage.</summary>
    public int DiffusionSteps { get; init; } = 3000;

    /// <summary>Steps of the second stage of the condition; needs <see cref="Denoising.DenoiserOptions.Branch"/>.</summary>
    public int BranchSteps { get; init; }

    /// <summary>Steps of the distillation to few steps; 0 = none.</summary>
    public int DistillSteps { get; init; }

    /// <summary>Settings of the autoencoder stage; the image size is the model's.</summary>
    public AutoencoderStageOptions FirstStage { get; init; } = new();

    /// <summary>Settings of the diffusion stage; the image size is the model's.</summary>
    public DiffusionStageOptions Diffusion { get; init; } = new();

    /// <summary>Settings of the distillation; the image size is the model's.</summary>
    public DistillStageOptions Distill { get; init; } = new();

    /// <summary>Settings of the estimate stage; the image size is the model's. Null = the usual ones.</summary>
    public EstimateStageOptions? Estimate { get; init; }

    /// <summary>What the second stage learns; regression is the baseline.</summary>
    public DiffusionObjective Objective { get; init; } = DiffusionObjective.Diffusion;

    /// <summary>Factor of every stage's learning rate: below 1 to go on from a trained model, or with small batches.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Parts a step's images are worked through in, for machines with little memory.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>The nets that compare pictures.</summary>
    public ImageLossOptions Loss { get; init; } = new();

    /// <summary>Side at which pictures are held in memory before cropping, pixels.</summary>
    public int StoreSize { get; init; } = 160;

    /// <summary>The curve gets a line this often, steps.</summary>
    public int LogEvery { get; init; } = 20;

    /// <summary>Seed of everything random.</summary>
    public int Seed { get; init; } = 1;
}
