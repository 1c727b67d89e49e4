using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Pipelines;

/// <summary>
/// The whole path for aligned faces: predict attributes, let the operator overrule them, sample latents, decode. Not thread-safe:
/// one instance a device, one batch at a time.
/// </summary>
public sealed class ThermalToVisible : IDisposable
{
    private readonly ModelNetworks _networks;
    private readonly Device _device;
    private readonly AttributeClassifier _classifier;
    private readonly AttributeGuide _guide;
    private readonly LatentTranslator _translator;

    /// <summary>Takes the networks over.</summary>
    /// <exception cref="InvalidDataException">The model translates the other way.</exception>
    public ThermalToVisible(ModelNetworks networks, string modelHash, Device device)
    {
        if (networks.Options.Direction != TranslationDirection.ThermalToVisible)
            throw new InvalidDataException($"The model {networks.Options.Name} {networks.Options.Version} makes thermal pictures from visible ones; it cannot be used here.");
        (_networks, _device, ModelHash) = (networks, device, modelHash);
        networks.To(device);
        var schema = networks.Options.Attributes;
        var calibration = networks.Options.Calibration.Count > 0 ? networks.Options.Calibration : [.. schema.Predicted.Heads.Select(_ => AttributeCalibration.None)];
        _classifier = new AttributeClassifier(schema.Predicted, networks.Attributes, calibration);
        _guide = new AttributeGuide(schema.Guiding);
        _translator = new LatentTranslator(networks.Autoencoder, networks.Translation, schema, device);
    }

    /// <summary>Loads a model folder onto a device; null = <see cref="Compute.Device"/>.</summary>
    public static ThermalToVisible Load(string folder, Device? device = null) => new(ModelFolder.Load(folder), ModelFolder.HashOf(folder), device ?? Compute.Device);

    /// <summary>Options of the loaded model: image size, normalisation, attribute schema.</summary>
    public ModelOptions Options => _networks.Options;

    /// <summary>SHA-256 that identifies the model.</summary>
    public string ModelHash { get; }

    /// <summary>Translates all samples of all inputs in one batch; the caller bounds their number.</summary>
    /// <exception cref="ArgumentException">An input has the wrong size, no seed, or an attribute the model does not have.</exception>
    public IReadOnlyList<TranslateOutput> Translate(IReadOnlyList<TranslateInput> inputs, LatentTranslatorOptions options, Action<TranslateStep>? onStep = null, CancellationToken ct = default)
    {
        var size = Options.ImageSize;
        foreach (var input in inputs)
            if (input.Thermal.Length != size * size || input.Seeds.Count == 0)
                throw new ArgumentException($"An input has {input.Thermal.Length} values and {input.Seeds.Count} seeds; this model takes {size} x {size} values and at least one seed.");
        using var scope = NewDisposeScope();
        var thermal = tensor(inputs.SelectMany(i => i.Thermal).ToArray(), [inputs.Count, 1, size, size]).to(_device);
        var predictions = _classifier.Predict(thermal);
        var decided = inputs.Select((input, i) => _guide.Decide(input.Attributes, predictions[i])).ToArray();

        var owners = inputs.SelectMany((input, i) => input.Seeds.Select(_ => (long)i)).ToArray();
        var weights = AttributeWeights.FromProbabilities(Options.Attributes, [.. owners.Select(o => decided[o].Probabilities)]);
        // Predictions come from the same heat: they would tell the features nothing but their errors.
        var stated = decided.Any(d => d.Stated.Any(p => p is not null)) ? AttributeWeights.FromProbabilities(Options.Attributes, [.. owners.Select(o => decided[o].Stated)]) : null;
        var images = Shown(_translator.Sample(thermal.index_select(0, tensor(owners).to(_device)), weights, [.. inputs.SelectMany(i => i.Seeds)], options with { Temperature = options.Temperature ?? Options.Temperature, ResidualShare = options.ResidualShare ?? Options.ResidualShare, StatementShare = options.StatementShare ?? Options.StatementShare },
            stated, onStep is null ? null : (step, decode) => onStep(new TranslateStep(step.Index, step.Count, () => ToImages(Shown(decode())))), ct));

        var pictures = ToImages(images);
        var at = 0;
        return [.. inputs.Select((input, i) =>
        {
            var samples = pictures.Skip(at).Take(input.Seeds.Count).ToArray();
            var spread = samples.Length < 2 ? 0 : images.narrow(0, at, samples.Length).mul(127.5).std(0).mean().item<float>();
            at += samples.Length;
            return new TranslateOutput(samples, predictions[i], decided[i].Used, spread);
        })];
    }

    /// <summary>What the classifier sees in normalised faces of S*S values each: a prediction for each face and attribute, "unknown" where it abstains.</summary>
    /// <exception cref="ArgumentException">A face has the wrong size.</exception>
    public IReadOnlyList<IReadOnlyList<AttributePrediction>> Predict(IReadOnlyList<float[]> faces)
    {
        var size = Options.ImageSize;
        if (faces.FirstOrDefault(f => f.Length != size * size) is { } wrong)
            throw new ArgumentException($"A face has {wrong.Length} values; this model takes {size} x {size}.");
        if (faces.Count == 0) return [];
        using var scope = NewDisposeScope();
        return _classifier.Predict(tensor(faces.SelectMany(f => f).ToArray(), [faces.Count, 1, size, size]).to(_device)); // (B, 1, S, S)
    }

    public void Dispose() => _networks.Dispose();

    private Tensor Shown(Tensor images) => Options.CheckerboardFilter > 0 ? Checkerboard.Remove(images, Options.CheckerboardFilter) : images;

    private static RgbImage[] ToImages(Tensor images)
    {
        using var scope = NewDisposeScope();
        var (height, width) = ((int)images.shape[2], (int)images.shape[3]);
        var bytes = images.add(1).mul(127.5).round().clamp(0, 255).to_type(ScalarType.Byte).permute(0, 2, 3, 1).contiguous().cpu().bytes.ToArray();
        return [.. bytes.Chunk(height * width * 3).Select(p => new RgbImage(width, height, p))];
    }
}
