namespace ThermalPortal.Jobs.Engine;

/// <summary>The model behind the engine. Synchronous: tensor code does not await.</summary>
internal interface ITranslator : IDisposable
{
    /// <summary>Where it computes: <c>cpu</c>, <c>cuda:0</c>.</summary>
    string Device { get; }

    /// <summary>Loads the model in this folder, or answers from memory; returns the hash of its weights.</summary>
    string Load(string modelFolder);

    /// <summary>Translates one batch with the model in <paramref name="modelFolder"/>.</summary>
    /// <param name="onStep">Called after every step with the number of steps done; throws to cancel or to hold.</param>
    IReadOnlyList<Translated> Translate(
        string modelFolder, IReadOnlyList<TranslatorInput> inputs, TranslatorOptions options, Action<TranslatorStep> onStep,
        CancellationToken cancellationToken);

    /// <summary>What the model's classifier makes of thermal faces, side x side values each.</summary>
    IReadOnlyList<IReadOnlyList<PredictedAttribute>> Predict(string modelFolder, IReadOnlyList<float[]> faces);
}

/// <param name="Thermal">Side x side values in [-1,1], row by row.</param>
/// <param name="Calibrated">True where they came from degrees Celsius.</param>
/// <param name="Seed">Seed of the noise.</param>
/// <param name="Attributes">Set by the operator: name -> value, or <c>unknown</c>.</param>
internal sealed record TranslatorInput(float[] Thermal, bool Calibrated, long Seed, IReadOnlyDictionary<string, string> Attributes);

/// <param name="Steps">Sampler steps.</param>
/// <param name="Guidance">Classifier-free guidance, 1 = none.</param>
internal sealed record TranslatorOptions(int Steps, double Guidance);

/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Preview">Decodes the present estimate of one picture of the batch (RGB bytes); costs a decode. Null: not on offer.</param>
internal readonly record struct TranslatorStep(int Step, int Steps, Func<int, byte[]>? Preview);

/// <param name="Side">Width and height, pixels.</param>
/// <param name="Rgb">Side x side x 3 bytes.</param>
/// <param name="Attributes">What the model saw.</param>
internal sealed record Translated(int Side, byte[] Rgb, IReadOnlyList<EngineAttribute> Attributes);
