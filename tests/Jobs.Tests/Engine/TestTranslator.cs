using System.Diagnostics;
using System.Globalization;
using ThermalPortal.Data.Translations;
using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Tests.Engine;

/// <summary>
/// A deterministic stand-in for the model: grey of the thermal input, blue from the seed. A model folder holding a file
/// <c>behaviour.txt</c> makes it misbehave, as real native code does.
/// </summary>
internal sealed class TestTranslator : ITranslator
{
    public string Device => "cpu";

    public string Load(string modelFolder)
    {
        if (!Directory.Exists(modelFolder)) throw new DirectoryNotFoundException($"There is no model in '{modelFolder}'.");
        File.WriteAllText(Path.Combine(modelFolder, "engine.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new string('a', 64);
    }

    public IReadOnlyList<Translated> Translate(
        string modelFolder, IReadOnlyList<TranslatorInput> inputs, TranslatorOptions options, Action<TranslatorStep> onStep,
        CancellationToken cancellationToken)
    {
        var behaviour = Behaviour.Of(modelFolder);
        Log(modelFolder, inputs);
        for (int step = 1; step <= options.Steps; step++)
        {
            Thread.CurrentThread.Join(behaviour.StepMilliseconds);
            if (behaviour.Dies(inputs)) Process.GetCurrentProcess().Kill();
            if (behaviour.Hangs) Thread.CurrentThread.Join();
            if (behaviour.Throws) throw new InvalidOperationException("the network said no");
            onStep(new TranslatorStep(step, options.Steps, i => Paint(inputs[i])));
            cancellationToken.ThrowIfCancellationRequested();
        }
        return [.. inputs.Select(input => new Translated(128, Paint(input), [Glasses(input)]))];
    }

    /// <summary>Sure of glasses, not of the sex.</summary>
    public IReadOnlyList<IReadOnlyList<PredictedAttribute>> Predict(string modelFolder, IReadOnlyList<float[]> faces)
    {
        Load(modelFolder);
        return [.. faces.Select(f => (IReadOnlyList<PredictedAttribute>)[new("glasses", "clear", 0.9), new("sex", null, 0.4)])];
    }

    public void Dispose()
    {
    }

    private static EngineAttribute Glasses(TranslatorInput input) =>
        new("glasses", "none", 0.9, AttributeSource.Predicted, new Dictionary<string, double> { ["none"] = 0.9, ["glasses"] = 0.1 });

    private static byte[] Paint(TranslatorInput input)
    {
        byte[] rgb = new byte[input.Thermal.Length * 3];
        for (int i = 0; i < input.Thermal.Length; i++)
        {
            byte grey = (byte)((input.Thermal[i] + 1) * 127.5f);
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = (grey, grey, (byte)(input.Seed & 255));
        }
        return rgb;
    }

    // What the engine was asked, for tests that look at batches.
    private static void Log(string modelFolder, IReadOnlyList<TranslatorInput> inputs) =>
        File.AppendAllText(Path.Combine(modelFolder, "batches.txt"), string.Join(',', inputs.Select(i => i.Seed)) + "\n");
}
