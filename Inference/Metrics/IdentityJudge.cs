using Microsoft.ML.OnnxRuntime;
using System.Security.Cryptography;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// A face recognition net that judges whether two visible faces are one person: MobileFaceNet (foamliu, Apache-2.0), 112 x 112 RGB with
/// ImageNet mean and deviation, 128 numbers, compared by cosine. On 300 labelled pairs of photographs one person gave at least .499,
/// two gave at most .372. It was trained on web-scraped faces; any net of the same form can take its place. Thread-safe.
/// </summary>
public sealed class IdentityJudge : IDisposable
{
    private static readonly float[] Mean = [.485f, .456f, .406f];
    private static readonly float[] Deviation = [.229f, .224f, .225f];
    private readonly InferenceSession _session;
    private readonly string _input;

    /// <summary>Loads the net.</summary>
    /// <param name="onnxPath">MobileFaceNet.onnx or another with the same input.</param>
    /// <param name="threads">Threads of one run.</param>
    public IdentityJudge(string onnxPath, int threads = 1)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        var model = File.ReadAllBytes(onnxPath);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(model));
        _session = new InferenceSession(model, options);
        _input = _session.InputMetadata.Keys.Single();
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

    private float[] Embed(RgbImage aligned)
    {
        const int Plane = ArcFaceTemplate.Size * ArcFaceTemplate.Size;
        var values = new float[3 * Plane];
        for (var i = 0; i < Plane; i++)
            for (var c = 0; c < 3; c++)
                values[c * Plane + i] = (aligned.Pixels[i * 3 + c] / 255f - Mean[c]) / Deviation[c];
        using var input = OrtValue.CreateTensorValueFromMemory(values, [1, 3, ArcFaceTemplate.Size, ArcFaceTemplate.Size]);
        using var run = new RunOptions();
        using var results = _session.Run(run, [_input], [input], _session.OutputNames);
        var embedding = results[0].GetTensorDataAsSpan<float>().ToArray();
        var length = MathF.Sqrt(embedding.Sum(v => v * v));
        return Array.ConvertAll(embedding, v => v / Math.Max(length, 1e-12f));
    }
}
