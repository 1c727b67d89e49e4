using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Trains a model from folders with manifests: autoencoder, attribute teacher and its thermal student, identity student, thermal estimate, what stated attributes change in its features, diffusion about it, its second stage and its distillation where asked for, then <c>folder/model</c>. Each stage resumes from its own
/// checkpoint and is passed over when its last step is done, so the same call continues after any stop.
/// </summary>
public sealed class ModelTraining(ModelTrainingOptions options, Action<string>? report = null)
{
    /// <summary>Runs what is left; returns true when the model is written, false when <paramref name="ct"/> stopped it first.</summary>
    /// <exception cref="InvalidDataException">A manifest or picture cannot be used; the message says which and why.</exception>
    public bool Run(CancellationToken ct)
    {
        options.Model.Validate();
        if (options.RateFactor is not (> 0 and <= 10))
            throw new ArgumentException($"The factor of the learning rates must be above 0 and at most 10, not {options.RateFactor}.");
        if (options is { IdentitySteps: > 0, Model.Denoiser.Identity: true, Loss.IdentityFolder: null })
            throw new InvalidDataException("The identity stage needs the weights of the face descriptor: give their folder (--identity), or 0 identity steps.");
        if (options.Model.Direction == TranslationDirection.VisibleToThermal && options.Loss.IdentityFolder is not null)
            throw new InvalidDataException("Nobody is recognised in a thermal picture by a descriptor of visible faces: train this direction without the identity term.");
        if (options is { Diffusion.AttributeWeight: > 0, TeacherSteps: 0 })
            throw new ArgumentException("The attribute term of the diffusion needs a visible classifier: give it teacher steps.");
        Compute.Seed(options.Seed); // initial weights
        var sources = options.DataFolders.Select(f => Manifest.Read(f, options.Model.Attributes)).ToArray();
        using var train = Load(sources, "train");
        using var validation = Load(sources, "val");
        report?.Invoke($"{train.Pairs.Count} training pairs of {train.Pairs.Select(p => p.Subject).Distinct().Count()} people, {validation.Pairs.Count} validation pairs.");

        using var start = options.StartFrom is { } startFolder ? ModelFolder.Load(startFolder) : null;
        using var grown = start is null ? null : GrownAttributes.Fit(start.Translation, start.Options.Attributes, options.Model.Attributes);
        using var person = options.Loss.IdentityFolder is { } identityFolder ? new PersonLoss(PersonLoss.Load(identityFolder), train) : null;
        using var loss = new ImageLoss(options.Loss, person);
        using var autoencoder = new AutoencoderStage(options.Model.Autoencoder, options.FirstStage with { ImageSize = options.Model.ImageSize }, loss, Stage("autoencoder", options.AutoencoderSteps, 4e-4), train, validation);
        if (start is not null)
            autoencoder.StartFrom(start.Autoencoder);
        if (!Run(autoencoder, "autoencoder", options.AutoencoderSteps, 4e-4, ct))
            return false;
        using var teacher = Teacher(train, validation, ct, out var taught);
        if (!taught)
            return false;
        using var attributes = new AttributeStage(options.Model.Attributes, options.Model.ImageSize, Stage("attributes", options.AttributeSteps, 1e-3), train, validation, teacher: TeacherSteps > 0 ? teacher.Trained : null);
        if (start is not null)
            attributes.StartFrom(start.Attributes);
        if (!Run(attributes, "attributes", options.AttributeSteps, 1e-3, ct))
            return false;

        var regression = options.Objective == DiffusionObjective.Regression;
        var denoiser = regression ? options.Model.Denoiser with { DetailWidths = [], Identity = false, Guided = false, Branch = false } : options.Model.Denoiser;
        using var identity = denoiser.Identity ? new IdentityStage(options.Model.ImageSize, person, Stage("identity", options.IdentitySteps, 5e-4) with { BatchSize = 2 * options.BatchSize }, train) : null;
        if (grown?.Descriptor is { } trained)
            identity?.StartFrom(trained);
        if (identity is not null && !Run(identity, "identity", options.IdentitySteps, 5e-4, ct))
            return false;
        using var estimate = new EstimateStage(options.Model.Attributes, autoencoder.Trained, denoiser, EstimateOptions(continues: start is not null), loss,
            Stage("estimate", options.EstimateSteps, 3e-4), train, validation);
        if (grown is not null && !options.StartFirstStagesOnly)
            estimate.StartFrom(grown);
        if (identity is not null)
            estimate.StartFrom(identity.Trained);
        if (!regression && denoiser.Residual && !Run(estimate, "estimate", options.EstimateSteps, 3e-4, ct))
            return false;
        using var guide = denoiser.Guided ? Guide(denoiser, estimate, teacher.Trained, loss, train, validation, ct) : null;
        if (denoiser.Guided && guide is null)
            return false;
        var last = regression ? TrainingRecord.Regression : "diffusion";
        DiffusionStage Denoising(string name, DiffusionObjective objective, int steps, TranslationNet from)
        {
            var stage = new DiffusionStage(options.Model.Attributes, estimate.TrainedAutoencoder, denoiser, options.Diffusion with { ImageSize = options.Model.ImageSize, Objective = objective }, loss, Stage(name, steps, 4e-4), train, validation, options.Diffusion.AttributeWeight > 0 ? new AttributeVerdict(options.Model.Attributes, teacher.Trained) : null);
            stage.StartFrom(from);
            return stage;
        }
        using var diffusion = Denoising(last, options.Objective, options.DiffusionSteps, guide?.Trained ?? estimate.Trained);
        if (!Run(diffusion, last, options.DiffusionSteps, 4e-4, ct))
            return false;
        if (options.DiffusionSteps > 0 || start?.Translation.Options.Branch != true)
            diffusion.Trained.StartBranch();
        using var branch = denoiser.Branch ? Denoising("branch", DiffusionObjective.Branch, options.BranchSteps, diffusion.Trained) : null;
        if (branch is not null && !Run(branch, "branch", options.BranchSteps, 4e-4, ct))
            return false;
        var finished = branch?.Trained ?? diffusion.Trained;
        using var student = options.DistillSteps > 0
            ? new DistillStage(options.Model.Attributes, estimate.TrainedAutoencoder, finished, options.Distill with { ImageSize = options.Model.ImageSize }, Stage("distil", options.DistillSteps, 1e-4), train, validation) : null;
        if (student is not null && !Run(student, "distil", options.DistillSteps, 1e-4, ct))
            return false;

        var settings = start?.Options ?? options.Model; // how it is sampled was chosen for what it goes on from
        var model = options.Model with { Temperature = settings.Temperature, ResidualShare = settings.ResidualShare, StatementShare = settings.StatementShare, CheckerboardFilter = settings.CheckerboardFilter, Denoiser = denoiser, Calibration = attributes.Calibrate(), History = [.. start?.Options.History ?? [], Record(train, start?.Options, regression)] };
        var folder = Path.Combine(options.Folder, regression ? "regression-model" : "model");
        ModelFolder.Save(folder, new ModelNetworks(model, estimate.TrainedAutoencoder, student?.Trained ?? finished, attributes.Trained));
        report?.Invoke($"Model written to {folder}.");
        return true;
    }

    /// <summary>Nobody is taught when neither guide nor classifier learns and nothing asks for its verdict.</summary>
    private int TeacherSteps => options.GuideSteps > 0 || options.AttributeSteps > 0 || options.Diffusion.AttributeWeight > 0 ? options.TeacherSteps : 0;

    /// <summary>The visible classifier that teaches the others; it is not part of the model.</summary>
    private AttributeStage Teacher(PairStore train, PairStore validation, CancellationToken ct, out bool done)
    {
        var teacher = new AttributeStage(options.Model.Attributes, options.Model.ImageSize, Stage("teacher", TeacherSteps, 1e-3), train, validation, visible: true);
        done = Run(teacher, "teacher", TeacherSteps, 1e-3, ct);
        if (done && TeacherSteps > 0)
            report?.Invoke($"The teacher is right about {string.Join(", ", teacher.Calibrate().Zip(options.Model.Attributes.Heads, (c, h) => $"{h.Name} {c.Accuracy:0.000}"))} (validation).");
        return teacher;
    }

    /// <summary>The guide; null when stopped first.</summary>
    private GuideStage? Guide(DenoiserOptions denoiser, EstimateStage estimate, AttributeNet teacher, ImageLoss loss, PairStore train, PairStore validation, CancellationToken ct)
    {
        var guide = new GuideStage(options.Model.Attributes, estimate.TrainedAutoencoder, teacher, denoiser, new() { ImageSize = options.Model.ImageSize }, loss, Stage("guide", options.GuideSteps, 5e-4), train, validation);
        guide.StartFrom(estimate.Trained);
        if (Run(guide, "guide", options.GuideSteps, 5e-4, ct))
            return guide;
        guide.Dispose();
        return null;
    }

    private TrainingRecord Record(PairStore train, ModelOptions? start, bool regression) => new()
    {
        From = start is null ? null : $"{start.Name} {start.Version}",
        Data = [.. train.Pairs.GroupBy(p => p.Subject.Split(':')[0]).Select(set => new TrainingSource(set.Key, set.Count(), set.Select(p => p.Subject).Distinct().Count()))],
        Steps = new Dictionary<string, int>
        {
            ["autoencoder"] = options.AutoencoderSteps, ["attributes"] = options.AttributeSteps, ["identity"] = regression ? 0 : options.IdentitySteps,
            ["estimate"] = regression ? 0 : options.EstimateSteps, ["teacher"] = TeacherSteps, ["guide"] = regression ? 0 : options.GuideSteps, [regression ? TrainingRecord.Regression : "diffusion"] = options.DiffusionSteps, ["branch"] = options.BranchSteps, ["distil"] = options.DistillSteps,
        }.Where(s => s.Value > 0 || s.Key is not ("teacher" or "branch" or "distil")).ToDictionary(),
        BatchSize = options.BatchSize, Seed = options.Seed, Perceptual = options.Loss.PerceptualFolder is not null, Identity = options.Loss.IdentityFolder is not null,
    };

    /// <summary>Pictures of a trained model are worth a critic nearly at once.</summary>
    private EstimateStageOptions EstimateOptions(bool continues)
    {
        var standard = (options.Estimate ?? new()) with { ImageSize = options.Model.ImageSize };
        return continues && options.Estimate is null ? standard with { Critic = standard.Critic with { Start = 0.05 } } : standard;
    }

    private bool Run(TrainingStage stage, string name, int steps, double rate, CancellationToken ct)
    {
        report?.Invoke($"Stage {name}: {steps} steps.");
        return new Trainer(stage, Stage(name, steps, rate)).Run(report, ct) >= steps;
    }

    private TrainingOptions Stage(string name, int steps, double rate) =>
        new() { Folder = Path.Combine(options.Folder, name), Steps = steps, LearningRate = rate * options.RateFactor, BatchSize = options.BatchSize, Parts = options.Parts, LogEvery = options.LogEvery, Seed = options.Seed };

    private PairStore Load(IEnumerable<IReadOnlyList<TrainingPair>> sources, string split) =>
        PairStore.Load(sources.Select(s => (IReadOnlyList<TrainingPair>)[.. s.Where(p => p.Split == split)]), options.StoreSize, options.Model.Direction);
}
