using Microsoft.ML.OnnxRuntime;

namespace ThermalPortal.Inference.Faces;

/// <summary>
/// BlazeFace, back-camera model (Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019) by ONNX Runtime.
/// One 256 x 256 picture in; candidate faces out, in pixels of that picture.
/// </summary>
internal sealed class BlazeFace : IDisposable
{
    /// <summary>Side of the input, pixels.</summary>
    public const int Side = 256;

    private const int Values = 16;                    // centre, size, 6 points
    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly string[] _outputs;

    public BlazeFace(string onnxPath, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(onnxPath, options);
        _input = _session.InputMetadata.Keys.Single();
        _outputs = [.. _session.OutputMetadata.Keys];
    }

    /// <summary>Candidates of at least <paramref name="minimum"/> score.</summary>
    /// <param name="picture">(256, 256, 3) values in [-1, 1].</param>
    /// <param name="minimum">Lowest score, 0..1.</param>
    public List<Candidate> Run(float[] picture, float minimum)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(picture, [1, Side, Side, 3]);
        using var run = new RunOptions();
        using var results = _session.Run(run, [_input], [input], _outputs);
        var found = new List<Candidate>();
        foreach (var (grid, perCell) in new[] { (16, 2), (8, 6) })
        {
            int count = grid * grid * perCell;
            var scores = Output(results, count);
            var boxes = Output(results, count * Values);
            for (int i = 0; i < count; i++)
            {
                float score = 1 / (1 + MathF.Exp(-Math.Clamp(scores[i], -80, 80)));
                if (score < minimum) continue;
                int cell = i / perCell;
                float x = (cell % grid + 0.5f) * Side / grid, y = (cell / grid + 0.5f) * Side / grid;
                found.Add(Candidate.Decode(score, boxes.Slice(i * Values, Values), x, y));
            }
        }
        return found;
    }

    public void Dispose() => _session.Dispose();

    private static ReadOnlySpan<float> Output(IDisposableReadOnlyCollection<OrtValue> results, int length)
    {
        foreach (var value in results)
        {
            var data = value.GetTensorDataAsSpan<float>();
            if (data.Length == length) return data;
        }
        throw new InvalidOperationException($"The face model has no output of {length} values: it is not the 256-pixel BlazeFace.");
    }
}
