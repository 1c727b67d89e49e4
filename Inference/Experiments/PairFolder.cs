using System.Globalization;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Training.Data;

namespace ThermalPortal.Inference.Experiments;

/// <summary>Writes aligned pairs as a folder that <see cref="Manifest"/> reads: 16-bit thermal, visible PNG, face points.</summary>
internal static class PairFolder
{
    private const float MouthHalf = 0.41f; // half the width of a mouth by the distance of the eyes, of the recognition template

    /// <summary>Writes every picture under its split; a face without points has none in the manifest.</summary>
    public static void Write(string folder, IEnumerable<(EvaluationPicture Picture, string Split)> pictures)
    {
        Directory.CreateDirectory(folder);
        var lines = new List<string> { "id,session,split,thermal_file,visible_file,leye_x,leye_y,reye_x,reye_y,nose_x,nose_y,lmouth_x,lmouth_y,rmouth_x,rmouth_y" };
        foreach (var (picture, split) in pictures)
        {
            var (name, size) = ((lines.Count - 1).ToString(CultureInfo.InvariantCulture), picture.Input.Size);
            File.WriteAllBytes(Path.Combine(folder, $"{name}_thr.png"), PngWriter.Grey16(size, size, RelativeThermal.ToStored(picture.Input.Thermal)));
            File.WriteAllBytes(Path.Combine(folder, $"{name}_vis.png"), PngWriter.Rgb(picture.Truth));
            lines.Add(string.Join(',', [picture.Identity, picture.Session.ToString(CultureInfo.InvariantCulture), split, $"{name}_thr.png", $"{name}_vis.png",
                .. Points(picture.Points).SelectMany(p => new[] { p.X, p.Y }).Select(v => v.ToString("0.##", CultureInfo.InvariantCulture))]));
        }
        File.WriteAllLines(Path.Combine(folder, Manifest.FileName), lines);
    }

    /// <summary>Eyes, nose and mouth corners; detectors that give the middle of the mouth alone get corners beside it, along the line of the eyes.</summary>
    private static ImagePoint[] Points(IReadOnlyList<ImagePoint> points) => points switch
    {
        { Count: 0 } => [.. Enumerable.Repeat(new ImagePoint(float.NaN, float.NaN), 5)],
        [var left, var right, var nose, var mouth] when (right.X - left.X, right.Y - left.Y) is var (dx, dy) =>
            [left, right, nose, new(mouth.X - MouthHalf * dx, mouth.Y - MouthHalf * dy), new(mouth.X + MouthHalf * dx, mouth.Y + MouthHalf * dy)],
        _ => [.. points.Take(5)],
    };
}
