using System.Globalization;
using ThermalPortal.Data.Datasets.Faces;

namespace ThermalPortal.Data.Datasets.Export;

/// <summary>Where a person is, for detectors of people. Nobody looks for whole people here: a box is what a manifest states, or else the face's own, which says so by its category.</summary>
/// <param name="X">Left edge, pixels.</param>
/// <param name="Y">Top edge, pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Face">The face whose box stands for the person, by its place in the list; null: the box is the person's own.</param>
internal sealed record CocoPerson(float X, float Y, float Width, float Height, int? Face)
{
    /// <summary>Columns of a manifest that state a person's box.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["person_x", "person_y", "person_width", "person_height"];

    /// <summary>People of a picture: the stated one first, then one for each face that does not lie in its box.</summary>
    /// <param name="picture">Its size.</param>
    /// <param name="faces">Its faces.</param>
    /// <param name="labels">Columns of the manifest; null: they are of another picture.</param>
    public static IReadOnlyList<CocoPerson> Of(PictureFaces picture, IReadOnlyList<CocoFace> faces, IReadOnlyDictionary<string, string>? labels)
    {
        var stated = labels is null ? null : Stated(picture, labels);
        var others = faces.Select((f, i) => new CocoPerson(f.X, f.Y, f.Width, f.Height, i)).Where(f => stated is null || !stated.Holds(f.X + f.Width / 2, f.Y + f.Height / 2));
        return stated is null ? [.. others] : [stated, .. others];
    }

    private bool Holds(float x, float y) => x >= X && x < X + Width && y >= Y && y < Y + Height;

    private static CocoPerson? Stated(PictureFaces picture, IReadOnlyDictionary<string, string> labels)
    {
        var cells = new Dictionary<string, string>(labels, StringComparer.OrdinalIgnoreCase);
        float[] box = [.. Columns.Select(c => float.TryParse(cells.GetValueOrDefault(c), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? number : float.NaN)];
        if (box.Any(float.IsNaN)) return null;
        var (left, top) = (Math.Clamp(box[0], 0, picture.Width), Math.Clamp(box[1], 0, picture.Height));
        var (across, down) = (Math.Clamp(box[0] + box[2], 0, picture.Width) - left, Math.Clamp(box[1] + box[3], 0, picture.Height) - top);
        return across < 1 || down < 1 ? null : new CocoPerson(left, top, across, down, null);
    }
}
