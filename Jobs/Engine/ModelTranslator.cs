using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Tensors;

namespace ThermalPortal.Jobs.Engine;

/// <summary>The real model, loaded once and kept for as long as runs ask for it.</summary>
internal sealed class ModelTranslator : ITranslator
{
    private (string Folder, DateTime Changed, ThermalToVisible Model)? _loaded;

    public string Device => Compute.Device.ToString();

    public string Load(string modelFolder) => Model(modelFolder).ModelHash;

    public IReadOnlyList<Translated> Translate(
        string modelFolder, IReadOnlyList<TranslatorInput> inputs, TranslatorOptions options, Action<TranslatorStep> onStep,
        CancellationToken cancellationToken)
    {
        var model = Model(modelFolder);
        var outputs = model.Translate(
            [.. inputs.Select(i => new TranslateInput(i.Thermal, [i.Seed], i.Attributes))],
            new LatentTranslatorOptions { Steps = options.Steps, Guidance = options.Guidance },
            step => onStep(Step(step)),
            cancellationToken);
        return [.. outputs.Select(o => new Translated(o.Samples[0].Width, o.Samples[0].Pixels, Attributes(o, model.Options.Attributes.Predicted)))];
    }

    public IReadOnlyList<IReadOnlyList<PredictedAttribute>> Predict(string modelFolder, IReadOnlyList<float[]> faces) =>
        [.. Model(modelFolder).Predict(faces).Select(face => (IReadOnlyList<PredictedAttribute>)[.. face.Select(a => new PredictedAttribute(a.Name, a.Abstained ? null : a.Value, a.Confidence))])];

    public void Dispose() => _loaded?.Model.Dispose();

    private static TranslatorStep Step(TranslateStep step)
    {
        var pictures = new Lazy<IReadOnlyList<Inference.Images.RgbImage>>(step.Preview);
        return new TranslatorStep(step.Index + 1, step.Count, i => pictures.Value[i].Pixels);
    }

    private static IReadOnlyList<EngineAttribute> Attributes(TranslateOutput output, AttributeSchema predicted)
    {
        var probabilities = predicted.Heads.Zip(output.Attributes).ToDictionary(p => p.First.Name, p => p.First.Values.Zip(p.Second.Probabilities).ToDictionary(v => v.First, v => (double)v.Second));
        return
        [
            .. output.Used.Select(used => new EngineAttribute(used.Name, used.Value, used.Confidence, Enum.Parse<Data.Translations.AttributeSource>(used.Source.ToString()),
                probabilities.GetValueOrDefault(used.Name) ?? [])), // of what is not predicted there are none
            .. output.Attributes.Where(seen => output.Used.All(used => used.Name != seen.Name)).Select(seen => new EngineAttribute(
                seen.Name, seen.Value, seen.Confidence, seen.Abstained ? Data.Translations.AttributeSource.Unknown : Data.Translations.AttributeSource.Predicted, probabilities[seen.Name])),
        ];
    }

    // A folder whose model was replaced is read again.
    private ThermalToVisible Model(string folder)
    {
        var changed = File.GetLastWriteTimeUtc(Path.Combine(folder, "model.json"));
        if (_loaded is { } kept && kept.Folder == folder && kept.Changed == changed) return kept.Model;
        _loaded?.Model.Dispose();
        _loaded = null;
        var model = ThermalToVisible.Load(folder);
        _loaded = (folder, changed, model);
        return model;
    }
}
