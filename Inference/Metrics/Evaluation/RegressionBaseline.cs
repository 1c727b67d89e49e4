using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>The baseline of the same networks trained to regress: one evaluation, no noise, attributes predicted.</summary>
public sealed class RegressionBaseline : IDisposable
{
    private readonly ModelNetworks _networks;
    private readonly Device _device;
    private readonly LatentTranslator _translator;
    private readonly AttributeClassifier _classifier;

    /// <summary>Loads a model folder written by training with the regression objective (see <see cref="ModelOptions.Regresses"/>) onto a device; null = <see cref="Compute.Device"/>.</summary>
    public RegressionBaseline(string folder, string name, Device? device = null)
    {
        _networks = ModelFolder.Load(folder);
        _device = device ?? Compute.Device;
        _networks.To(_device);
        var options = _networks.Options;
        var calibration = options.Calibration.Count > 0 ? options.Calibration : [.. options.Attributes.Predicted.Heads.Select(_ => AttributeCalibration.None)];
        _translator = new LatentTranslator(_networks.Autoencoder, _networks.Translation, options.Attributes, _device);
        _classifier = new AttributeClassifier(options.Attributes.Predicted, _networks.Attributes, calibration);
        System = new NamedTranslator(name, (batch, _) => Translate(batch));
    }

    /// <summary>The baseline as a system under test.</summary>
    public NamedTranslator System { get; }

    /// <inheritdoc/>
    public void Dispose() => _networks.Dispose();

    private RgbImage[] Translate(IReadOnlyList<EvaluationInput> batch)
    {
        using var scope = NewDisposeScope();
        var size = _networks.Options.ImageSize;
        var thermal = tensor(batch.SelectMany(i => ModelTranslator.Normalize(i, _networks.Options.Normalization)).ToArray(), [batch.Count, 1, size, size]).to(_device);
        var guide = new AttributeGuide(_networks.Options.Attributes.Guiding);
        var probabilities = _classifier.Predict(thermal).Select(p => (IReadOnlyList<float[]?>)guide.Decide(new Dictionary<string, string>(), p).Probabilities).ToArray();
        return PictureScores.ToImages(_translator.Regress(thermal, AttributeWeights.FromProbabilities(_networks.Options.Attributes, probabilities)));
    }
}
