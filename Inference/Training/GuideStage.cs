using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Stage A3: what stated attributes change in the picture. Everything else is frozen, so a face of which nothing is stated stays as it was. For the first half of a
/// batch true attributes are stated and the true picture is wanted; for the second one attribute is stated that is not true: the teacher must see it, and the rest
/// must stay as it is without.
/// </summary>
internal sealed class GuideStage : TrainingStage
{
    private readonly AttributeSchema _schema;
    private readonly Autoencoder _autoencoder;
    private readonly AttributeVerdict _verdict;
    private readonly GuideStageOptions _options;
    private readonly ImageLoss _loss;
    private readonly TrainingOptions _training;
    private readonly PairStore _train;
    private readonly PairStore _validation;
    private readonly TranslationNet _net;
    private readonly TranslationNet _average;

    /// <param name="schema">The attributes.</param>
    /// <param name="autoencoder">Draws the pictures; stays as it is.</param>
    /// <param name="teacher">Classifier of visible pictures; stays as it is.</param>
    /// <param name="net">Shape of the translation net; must be guided.</param>
    /// <param name="options">Weights.</param>
    /// <param name="loss">What a made picture must match.</param>
    /// <param name="training">Length and rate.</param>
    /// <param name="train">Pairs to learn from.</param>
    /// <param name="validation">Pairs of the sheet.</param>
    public GuideStage(AttributeSchema schema, Autoencoder autoencoder, AttributeNet teacher, DenoiserOptions net, GuideStageOptions options, ImageLoss loss, TrainingOptions training, PairStore train, PairStore validation)
    {
        (_schema, _autoencoder, _verdict, _options, _loss, _training, _train, _validation) = (schema, autoencoder, new AttributeVerdict(schema, teacher), options, loss, training, train, validation);
        _net = new TranslationNet(net, schema).to(Compute.Device);
        _average = Ema.Start(new TranslationNet(net, schema).to(Compute.Device), _net);
        foreach (var parameter in autoencoder.parameters().Concat(_net.EstimateParameters()).Concat(_net.DiffusionParameters()).Concat(_net.BranchParameters()))
            parameter.requires_grad_(false);
        Modules = new Dictionary<string, nn.Module> { ["net"] = _net, ["average"] = _average };
        Optimizers = new Dictionary<string, OptimizerHelper> { ["net"] = optim.AdamW(_net.GuideParameters(), beta1: 0.9, beta2: 0.99, weight_decay: 1e-3) };
    }

    public override IReadOnlyDictionary<string, nn.Module> Modules { get; }

    public override IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>The averaged network, the one to keep.</summary>
    public TranslationNet Trained => _average;

    /// <summary>Starts from trained weights instead of random ones.</summary>
    public void StartFrom(TranslationNet trained)
    {
        Ema.StartBoth(_net, _average, trained);
        if (_training.Steps == 0)
            return;
        _net.StartNewStatements();
        Ema.Update(_average, _net, 0);
    }

    public override IReadOnlyList<(string, double)> Advance(int index, Random random)
    {
        var batch = Batch(_train, _train.Draw(_training.PartSize, random), _options.ImageSize, random);
        var half = (_training.PartSize + 1) / 2;
        var (stated, keep) = State(batch.Labels, half, random);
        using var cast = Autocast.Begin(batch.Thermal.device);
        Tensor latent, unguided, z0;
        Tensor[] features;
        using (no_grad())
        {
            (latent, features, _) = _net.Estimate(batch.Thermal);
            unguided = Draw(latent[half..], [.. features.Select(f => f[half..])]);
            z0 = _autoencoder.Encode(batch.Visible[..half]);
        }
        (latent, features) = _net.Guide(latent, features, AttributeWeights.FromLabels(_schema, stated).to(latent.device));
        var made = Draw(latent, features);
        var estimate = (latent[..half] - z0).abs().mean();
        var image = _loss.Compare(made, batch with { Visible = cat([batch.Visible[..half], unguided]) }, random);
        var attributes = _verdict.Of(made, tensor(stated.SelectMany(row => row.Select(l => (long)l)).ToArray(), [stated.Length, _schema.Heads.Count], device: made.device), random);
        var loss = (image.Sum[..half].sum() + (_options.KeepWeight * tensor(keep, device: image.Sum.device) * image.Sum[half..]).sum()) / _training.PartSize + _options.EstimateWeight * estimate + _options.AttributeWeight * attributes.sum(1).mean();
        Descend("net", _net.GuideParameters(), loss, _training.GradientClip);
        Average(_average, _net, index, _training.EmaDecay);
        return [("loss", loss.item<float>()), ("estimate", estimate.item<float>()), .. image.Curve, ("true", Mean(attributes[..half], stated[..half])), ("untrue", Mean(attributes[half..], stated[half..]))];
    }

    /// <summary>Validation faces unguided, with spectacles, with a beard, of the other sex, of another age, smiling, with light and with dark skin, with other hair, and true.</summary>
    public override Tensor Sheet(out int columns)
    {
        columns = 12;
        using var _ = inference_mode();
        var rows = Enumerable.Range(0, columns).Select(i => (long)i * (_validation.Pairs.Count - 1) / 11).ToArray();
        var batch = Batch(_validation, rows, _options.ImageSize, null);
        var translator = new LatentTranslator(_autoencoder, _average, _schema, Compute.Device);
        var labels = Rows(batch.Labels);
        IEnumerable<Tensor> Stated(string name, Func<int, string> value)
        {
            var head = _schema.Heads.ToList().FindIndex(h => h.Name == name);
            if (head < 0)
                return [];
            var weights = AttributeWeights.FromLabels(_schema, [.. labels.Select(row => row.Select((_, h) => h == head ? _schema.IndexOf(head, value(row[head])) : -1).ToArray())]);
            return [translator.Estimate(batch.Thermal, weights)];
        }
        return cat([batch.Thermal.expand(-1, 3, -1, -1), translator.Estimate(batch.Thermal), .. Stated("glasses", own => own == 0 ? "clear" : "none"), .. Stated("facial_hair", own => own == 0 ? "beard" : "none"),
            .. Stated("sex", own => own == 0 ? "male" : "female"), .. Stated("age_group", own => own < 2 ? "60+" : "18-29"), .. Stated("expression", _ => "smile"), .. Stated("skin_tone", _ => "I"), .. Stated("skin_tone", _ => "VI"), .. Stated("hair_colour", own => own == 2 ? "black" : "blond"), batch.Visible]);
    }

    private Tensor Draw(Tensor latent, Tensor[] features) => _autoencoder.Decode(latent, _net.Details(features));

    /// <summary>Labels shown to the network: from row <paramref name="half"/> on one of them is not true; and how much of each of those pictures should stay as it is.</summary>
    private (int[][] Stated, float[] Keep) State(Tensor labels, int half, Random random)
    {
        var (own, stated, keep) = (Rows(labels), Rows(labels), new List<float>());
        for (var i = 0; i < stated.Length; i++)
        {
            var drop = random.NextDouble() < _options.DropOthers ? 1 : _options.DropAttribute;
            for (var h = 0; h < _schema.Heads.Count; h++)
                if (random.NextDouble() < drop)
                    stated[i][h] = -1;
            stated[i].AsSpan(_schema.Guiding.Heads.Count).Fill(-1); // cannot be stated
            var head = random.Next(_schema.Guiding.Heads.Count);
            stated[i][head] = i < half ? own[i][head] : Other(_schema.Heads[head].Values.Count, own[i][head], random);
            if (i >= half)
                keep.Add(_schema.Heads[head].Predicted ? 1 : (float)_options.KeepOfColours);
        }
        return (stated, [.. keep]);
    }

    /// <summary>Any value but the true one; any at all where that is unknown (-1).</summary>
    private static int Other(int values, int own, Random random) => own < 0 ? random.Next(values) : (own + 1 + random.Next(values - 1)) % values;

    private static int[][] Rows(Tensor labels) => [.. labels.data<long>().ToArray().Chunk((int)labels.shape[1]).Select(row => row.Select(l => (int)l).ToArray())];

    /// <summary>Mean over what is stated.</summary>
    private static double Mean(Tensor values, int[][] stated) => values.detach().sum().item<float>() / Math.Max(1, stated.Sum(row => row.Count(label => label >= 0)));
}
