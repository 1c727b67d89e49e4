using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Faces;

/// <summary>Finds faces with six points in thermal frames and visible pictures. Thread-safe; deterministic.</summary>
public sealed class FaceDetector : IDisposable
{
    private readonly BlazeFace _net;
    private readonly FaceDetectorOptions _options;

    /// <summary>Loads the network.</summary>
    /// <param name="onnxPath">The 256-pixel back-camera BlazeFace.</param>
    /// <param name="options">Thresholds and threads.</param>
    public FaceDetector(string onnxPath, FaceDetectorOptions? options = null)
    {
        _options = options ?? new FaceDetectorOptions();
        _net = new BlazeFace(onnxPath, _options.Threads);
    }

    /// <summary>Faces in a thermal frame, largest first; empty when none was found.</summary>
    public IReadOnlyList<Face> Detect(ThermalFrame frame)
    {
        var (low, high) = ThermalNormalizer.Percentiles(frame.Values, 1, 99);
        if (!(high > low)) return [];
        float gain = 2 / (high - low);
        float[] grey = Array.ConvertAll(frame.Values, v => Math.Clamp((v - low) * gain - 1, -1, 1));
        return Faces(Run(grey, frame.Width, frame.Height, channels: 1));
    }

    /// <summary>Faces in a visible picture, largest first; empty when none was found.</summary>
    public IReadOnlyList<Face> Detect(RgbImage image) =>
        Faces(Run(Array.ConvertAll(image.Pixels, v => v / 127.5f - 1), image.Width, image.Height, channels: 3));

    /// <inheritdoc/>
    public void Dispose() => _net.Dispose();

    private List<Candidate> Run(float[] values, int width, int height, int channels)
    {
        var found = new List<Candidate>();
        foreach (float margin in new[] { 0, 0.25f })
        {
            var box = new Letterbox(width, height, margin);
            found.AddRange(_net.Run(box.Fill(values, channels), _options.ProposeScore).Select(c => c.Map(box.Scale, box.X, box.Y)));
        }
        return Candidate.Merge(found, _options.Overlap);
    }

    private static Face[] Faces(List<Candidate> candidates) =>
    [
        .. candidates.OrderByDescending(c => (c.Right - c.Left) * (c.Bottom - c.Top)).Select(c => new Face
        {
            Box = new FaceBox(c.Left, c.Top, c.Right - c.Left, c.Bottom - c.Top), Points = c.Points, Score = c.Score,
        }),
    ];
}
