using Microsoft.ML.OnnxRuntime;
using System.Security.Cryptography;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// A face recognition net that judges whether two visible faces are one person, by cosine: any ONNX file of the ArcFace kind (one input 1 x 3 x 112 x 112, one embedding), see <see cref="RecognitionInput"/>. Meant
/// here: MobileFaceNet (foamliu, Apache-2.0), RGB with ImageNet mean and deviation, 128 numbers. On 300 labelled pairs of photographs one person gave at least .499, two gave at most .372. It was trained on
/// web-scraped faces. Thread-safe.
/// </summary>
public sealed class IdentityJudge : IDisposable
{
    private readonly RecognitionInput _form;
    private readonly InferenceSession _session;
    private readonly string _input;

    /// <summary>Loads the net.</summary>
    /// <param name="onnxPath">The net; a description of its input may lie beside it.</param>
    /// <param name="threads">Threads of one run.</param>
    /// <exception cref="InvalidDataException">It is no such net; the message says what it is.</exception>
    public IdentityJudge(string onnxPath, int threads = 1)
    {
        _form = RecognitionInput.Beside(onnxPath);
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        var model = File.ReadAllBytes(onnxPath);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(model));
        try
        {
            _session = new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException($"{onnxPath} cannot be read as an ONNX net: {e.Message}", e);
        }
        _input = Require(_session, onnxPath);
    }

    /// <summary>SHA-256 of the net's file, recorded with every score.</summary>
    public string Sha256 { get; }

    /// <summary>The embedding of one face, of length 1.</summary>
    /// <param name="image">A visible picture.</param>
    /// <param name="points">Image-left eye, image-right eye, nose tip, image-left and image-right mouth corner (or the middle of the mouth), pixels of the picture.</param>
    public float[] Embed(RgbImage image, IReadOnlyList<ImagePoint> points) => Embed(Align(image, points));

    /// <summary>The embeddings of several faces. The net takes one at a time; so a result never depends on its neighbours.</summary>
    public IReadOnlyList<float[]> Embed(IEnumerable<(RgbImage Image, IReadOnlyList<ImagePoint> Points)> faces) =>
        [.. faces.Select(face => Embed(face.Image, face.Points))];

    /// <summary>The 112-pixel square the net sees.</summary>
    public static RgbImage Align(RgbImage image, IReadOnlyList<ImagePoint> points) =>
        FaceAligner.Crop(image, ArcFaceTemplate.Crop(points), ArcFaceTemplate.Size);

    /// <summary>Cosine of two embeddings, -1..1.</summary>
    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double dot = 0, sizeA = 0, sizeB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            sizeA += (double)a[i] * a[i];
            sizeB += (double)b[i] * b[i];
        }
        return dot / Math.Sqrt(Math.Max(sizeA * sizeB, double.Epsilon));
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>The name of the one input, if it takes one 112-pixel square; a dimension left open (-1) fits.</summary>
    private static string Require(InferenceSession session, string path)
    {
        int[] wanted = [1, 3, ArcFaceTemplate.Size, ArcFaceTemplate.Size];
        var inputs = session.InputMetadata;
        if (inputs.Count == 1 && inputs.Values.Single().Dimensions is { Length: 4 } shape && shape.Zip(wanted).All(d => d.First == d.Second || d.First < 0))
            return inputs.Keys.Single();
        var found = string.Join("; ", inputs.Select(i => $"{i.Key} ({string.Join(" x ", i.Value.Dimensions)})"));
        session.Dispose();
        throw new InvalidDataException($"{path} takes {found}; a recognition net here takes one input of 1 x 3 x 112 x 112.");
    }

    private float[] Embed(RgbImage aligned)
    {
        const int Plane = ArcFaceTemplate.Size * ArcFaceTemplate.Size;
        var values = new float[3 * Plane];
        for (var i = 0; i < Plane; i++)
            for (var c = 0; c < 3; c++)
                values[c * Plane + i] = (aligned.Pixels[i * 3 + (_form.Bgr ? 2 - c : c)] / 255f - _form.Mean[c]) / _form.Deviation[c];
        using var input = OrtValue.CreateTensorValueFromMemory(values, [1, 3, ArcFaceTemplate.Size, ArcFaceTemplate.Size]);
        using var run = new RunOptions();
        using var results = _session.Run(run, [_input], [input], _session.OutputNames);
        var embedding = results[0].GetTensorDataAsSpan<float>().ToArray();
        var length = MathF.Sqrt(embedding.Sum(v => v * v));
        return Array.ConvertAll(embedding, v => v / Math.Max(length, 1e-12f));
    }
}
