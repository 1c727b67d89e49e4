using System.Globalization;
using ThermalPortal.Data.Datasets.Faces;

namespace ThermalPortal.Data.Datasets.Export;

/// <summary>A face as the COCO keypoint format tells it: a box that lies inside the picture, and five points of which some may not be known.</summary>
/// <param name="X">Left edge, pixels.</param>
/// <param name="Y">Top edge, pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Points">In the order of <see cref="PointNames"/>; null: not known, or outside the picture.</param>
/// <param name="Score">How sure the detector is, 0..1; null: stated in the manifest.</param>
internal sealed record CocoFace(float X, float Y, float Width, float Height, IReadOnlyList<FacePoint?> Points, float? Score)
{
    private const float BoxOfPoints = 2.6f; // side of a face's box in spans of its five points

    private static readonly string[][] _columns = [["reye", "leye", "nose", "rmouth", "lmouth"], ["eye_l", "eye_r", "nose", "mouth_l", "mouth_r"]];

    /// <summary>Columns of a manifest that state points.</summary>
    public static IReadOnlySet<string> Columns { get; } = _columns.SelectMany(names => names).SelectMany(n => new[] { n + "_x", n + "_y" }).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Left and right of the person, as everywhere in COCO: the eye at the left of the picture is the right one.</summary>
    public static IReadOnlyList<string> PointNames { get; } = ["left_eye", "right_eye", "nose", "left_mouth", "right_mouth"];

    /// <summary>Faces of a picture, best first: what the detector found, and the points that a manifest states (columns as for training: <c>leye_x</c> is of the eye at the left of the picture).</summary>
    /// <param name="picture">Size and faces.</param>
    /// <param name="labels">Columns of the manifest; null: they are of another picture.</param>
    public static IReadOnlyList<CocoFace> Of(PictureFaces picture, IReadOnlyDictionary<string, string>? labels)
    {
        List<CocoFace> faces = [.. (picture.Faces ?? []).Select(f => Inside(picture, f.X, f.Y, f.Width, f.Height, Found(f), f.Score)).OfType<CocoFace>()];
        if (labels is null || Stated(labels) is not { } points) return faces;
        var (left, right, top, bottom) = (points.Min(p => p.X), points.Max(p => p.X), points.Min(p => p.Y), points.Max(p => p.Y));
        var (x, y, side) = ((left + right) / 2, (top + bottom) / 2, BoxOfPoints * Math.Max(right - left, bottom - top));
        var known = points.Select(p => (FacePoint?)p).ToArray();
        if (faces.FindIndex(f => x >= f.X && x < f.X + f.Width && y >= f.Y && y < f.Y + f.Height) is >= 0 and var same) faces[same] = faces[same] with { Points = InPicture(picture, known) };
        else if (Inside(picture, x - side / 2, y - side / 2, side, side, known, null) is { } face) faces.Insert(0, face);
        return faces;
    }

    private static CocoFace? Inside(PictureFaces picture, float x, float y, float width, float height, FacePoint?[] points, float? score)
    {
        var (left, top) = (Math.Clamp(x, 0, picture.Width), Math.Clamp(y, 0, picture.Height));
        var (across, down) = (Math.Clamp(x + width, 0, picture.Width) - left, Math.Clamp(y + height, 0, picture.Height) - top);
        return across < 1 || down < 1 ? null : new CocoFace(left, top, across, down, InPicture(picture, points), score);
    }

    private static FacePoint?[] InPicture(PictureFaces picture, FacePoint?[] points) =>
        Array.ConvertAll(points, p => p is { } point && point.X >= 0 && point.Y >= 0 && point.X < picture.Width && point.Y < picture.Height ? p : null);

    // The detector knows the middle of the mouth, not its corners.
    private static FacePoint?[] Found(FoundFace face) => face.Points.Count < 3 ? new FacePoint?[PointNames.Count] : [face.Points[1], face.Points[0], face.Points[2], null, null];

    private static FacePoint[]? Stated(IReadOnlyDictionary<string, string> labels)
    {
        var cells = new Dictionary<string, string>(labels, StringComparer.OrdinalIgnoreCase);
        foreach (var names in _columns)
        {
            FacePoint[] points = [.. names.Select(n => (X: Number(n + "_x"), Y: Number(n + "_y"))).Where(p => p.X is not null && p.Y is not null).Select(p => new FacePoint(p.X!.Value, p.Y!.Value))];
            if (points.Length == names.Length) return points;
        }
        return null;

        float? Number(string column) => float.TryParse(cells.GetValueOrDefault(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? number : null;
    }
}
