using ThermalPortal.Inference.Faces;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// Where recognition nets expect five points in their 112-pixel square (InsightFace / ArcFace): image-left eye, image-right eye,
/// nose tip, image-left and image-right corner of the mouth.
/// </summary>
internal static class ArcFaceTemplate
{
    /// <summary>Side of the square, pixels.</summary>
    public const int Size = 112;

    // The published points count pixel centres from 0; ours counts pixel edges, hence the half.
    private static readonly ImagePoint[] FivePoints =
    [
        new(38.7946f, 52.1963f), new(74.0318f, 52.0014f), new(56.5252f, 72.2366f), new(42.0493f, 92.8655f), new(71.2299f, 92.7041f),
    ];

    // Face detectors give the middle of the mouth in place of its corners.
    private static readonly ImagePoint[] FourPoints = [.. FivePoints[..3], new(56.6396f, 92.7848f)];

    /// <summary>The square whose content, shrunk to 112 pixels, brings the points nearest to the template (least squares, no mirror).</summary>
    /// <param name="points">Five points in pixels of the picture, in the order above; or four, the last being the middle of the mouth.</param>
    public static FaceCrop Crop(IReadOnlyList<ImagePoint> points)
    {
        var template = points.Count switch
        {
            5 => FivePoints,
            4 => FourPoints,
            _ => throw new ArgumentException($"A face is aligned by four or five points; got {points.Count}.", nameof(points)),
        };
        // A similarity is z -> a z + b over complex numbers; this is the least-squares map from template to picture.
        var (px, py) = (points.Average(p => p.X), points.Average(p => p.Y));
        var (tx, ty) = (template.Average(p => p.X), template.Average(p => p.Y));
        double real = 0, imaginary = 0, size = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var (x, y, u, v) = (points[i].X - px, points[i].Y - py, template[i].X - tx, template[i].Y - ty);
            real += u * x + v * y;
            imaginary += u * y - v * x;
            size += u * u + v * v;
        }
        (real, imaginary) = (real / size, imaginary / size);
        var (cx, cy) = (Size / 2.0 - tx, Size / 2.0 - ty);
        return new FaceCrop(
            (float)(px + real * cx - imaginary * cy), (float)(py + imaginary * cx + real * cy),
            (float)(Math.Sqrt(real * real + imaginary * imaginary) * Size), (float)(Math.Atan2(imaginary, real) * 180 / Math.PI));
    }
}
