using System.Globalization;
using ThermalPortal.Inference.Training.Data;
using ThermalPortal.Inference.Faces;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>
/// Reads <c>manifest.csv</c> with the points that identity judges need. Columns: id, split, optional session; thermal_file or thermal_a;
/// visible_file (default <c>visible/ID.jpg</c>); points as in <see cref="FacePointColumns"/>.
/// </summary>
public static class EvaluationManifest
{
    /// <summary>Label made of the column yaw_deg: frontal (under 15 degrees to either side), half, or profile (from 40 degrees).</summary>
    public const string Pose = "pose";

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
        var points = FacePointColumns.Find(header)
            ?? throw new InvalidDataException($"{path} has no columns of five face points (leye_x, leye_y, ...).");
        return [.. lines.Skip(1).Where(l => l.Length > 0)
            .Select(l => l.Split(','))
            .Select(cells => (Cells: cells, Row: header.Zip(cells).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal)))
            .Where(line => line.Row["split"] == split)
            .Select(line => Frame(folder, line.Row, [.. points.Chunk(2).Select(p => new ImagePoint(Number(line.Cells[p[0]]), Number(line.Cells[p[1]])))]))];
    }

    private static EvaluationFrame Frame(string folder, Dictionary<string, string> row, IReadOnlyList<ImagePoint> points) => new()
    {
        Identity = row["id"],
        Session = row.TryGetValue("session", out var session) ? int.Parse(session, CultureInfo.InvariantCulture) : 1,
        Split = row["split"],
        ThermalFile = Path.Combine(folder, row.TryGetValue("thermal_file", out var thermal) ? thermal : row["thermal_a"]),
        VisibleFile = Path.Combine(folder, row.TryGetValue("visible_file", out var visible) ? visible : $"visible/{row["id"]}.jpg"),
        Points = points,
        Labels = row.TryGetValue("yaw_deg", out var yaw) ? new Dictionary<string, string>(row, StringComparer.Ordinal) { [Pose] = AttributeLabels.PoseOf(Number(yaw)) } : row,
    };

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
