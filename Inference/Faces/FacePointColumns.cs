namespace ThermalPortal.Inference.Faces;

/// <summary>Columns of five face points in a manifest: leye/reye/nose/lmouth/rmouth or eye_r/eye_l/nose/mouth_r/mouth_l, each _x and _y, pixels; the image-left eye first.</summary>
internal static class FacePointColumns
{
    private static readonly string[][] Names = [["leye", "reye", "nose", "lmouth", "rmouth"], ["eye_r", "eye_l", "nose", "mouth_r", "mouth_l"]];

    /// <summary>The ten columns x, y, x, y, ... of a header, or null when it has no points.</summary>
    public static int[]? Find(IReadOnlyList<string> header)
    {
        var columns = header.ToList();
        return Names.Select(names => names.SelectMany(n => new[] { columns.IndexOf(n + "_x"), columns.IndexOf(n + "_y") }).ToArray()).FirstOrDefault(found => found.All(i => i >= 0));
    }
}
