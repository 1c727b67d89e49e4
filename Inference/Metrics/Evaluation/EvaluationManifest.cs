using System.Globalization;
using ThermalPortal.Inference.Faces;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>
/// Reads <c>manifest.csv</c> with the points that identity judges need. Columns: id, split, optional session; thermal_file or thermal_a;
/// visible_file (default <c>visible/ID.jpg</c>); points as leye/reye/nose/lmouth/rmouth or eye_r/eye_l/nose/mouth_r/mouth_l, each _x and _y.
/// </summary>
public static class EvaluationManifest
{
    private static readonly string[][] PointNames =
        [["leye", "reye", "nose", "lmouth", "rmouth"], ["eye_r", "eye_l", "nose", "mouth_r", "mouth_l"]];

    /// <summary>The rows of one split.</summary>
    /// <param name="folder">Folder with manifest.csv.</param>
    /// <param name="split">train, val or test.</param>
    /// <exception cref="InvalidDataException">The manifest is absent or lacks a column.</exception>
    public static IReadOnlyList<EvaluationFrame> Read(string folder, string split)
    {
        var path = Path.Combine(folder, "manifest.csv");
        if (!File.Exists(path))
            throw new InvalidDataException($"There is no manifest.csv in {folder}: evaluation needs one row a pair.");
        var lines = File.ReadAllLines(path);
        var header = lines[0].Split(',');
        var points = PointNames.FirstOrDefault(names => names.All(n => header.Contains(n + "_x")))
            ?? throw new InvalidDataException($"{path} has no columns of five face points (leye_x, leye_y, ...).");
        return [.. lines.Skip(1).Where(l => l.Length > 0)
            .Select(l => header.Zip(l.Split(',')).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal))
            .Where(row => row["split"] == split).Select(row => Frame(folder, row, points))];
    }

    private static EvaluationFrame Frame(string folder, Dictionary<string, string> row, string[] points) => new()
    {
        Identity = row["id"],
        Session = row.TryGetValue("session", out var session) ? int.Parse(session, CultureInfo.InvariantCulture) : 1,
        Split = row["split"],
        ThermalFile = Path.Combine(folder, row.TryGetValue("thermal_file", out var thermal) ? thermal : row["thermal_a"]),
        VisibleFile = Path.Combine(folder, row.TryGetValue("visible_file", out var visible) ? visible : $"visible/{row["id"]}.jpg"),
        Points = [.. points.Select(p => new ImagePoint(Number(row[p + "_x"]), Number(row[p + "_y"])))],
        Labels = row,
    };

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
