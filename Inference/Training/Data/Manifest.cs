using System.Globalization;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// Reads <c>manifest.csv</c> of a folder of aligned pairs. Columns: <c>id</c> (subject), <c>split</c> (train, val, test), optional <c>session</c>,
/// <c>thermal_file</c> or several variants (<c>thermal_a</c>, <c>thermal_b</c>), <c>visible_file</c> (default <c>visible/&lt;id&gt;.jpg</c>), five face points
/// (<see cref="FacePointColumns"/>), and a column for each attribute of the schema (a suffix such as <c>_auto</c> or <c>_estimated</c> is allowed); pose is read from <c>yaw_deg</c>.
/// <c>thermal_scale</c> says how the thermal numbers become degrees (<c>centi_kelvin</c> where it is empty or absent, <c>counts</c>: not at all).
/// </summary>
public static class Manifest
{
    /// <summary>All pairs of <paramref name="folder"/>.</summary>
    /// <exception cref="InvalidDataException">The manifest is missing, lacks a column, or names a file that is not there.</exception>
    public static IReadOnlyList<TrainingPair> Read(string folder, AttributeSchema schema)
    {
        var path = Path.Combine(folder, "manifest.csv");
        if (!File.Exists(path))
            throw new InvalidDataException($"There is no manifest.csv in {folder}. Give a folder with one row a pair: id, split, thermal_file, visible_file.");
        var lines = File.ReadAllLines(path);
        var columns = lines[0].Split(',');
        int Column(string name) => Array.FindIndex(columns, c => c.Equals(name, StringComparison.OrdinalIgnoreCase));
        int Required(string name) => Column(name) is >= 0 and var i ? i : throw new InvalidDataException($"{path} has no column '{name}'.");
        var (id, split, session, visible, scale) = (Required("id"), Required("split"), Column("session"), Column("visible_file"), Column("thermal_scale"));
        var thermal = Column("thermal_file") is >= 0 and var single ? [single]
            : Enumerable.Range(0, columns.Length).Where(i => columns[i].StartsWith("thermal_", StringComparison.OrdinalIgnoreCase) && columns[i].Length == "thermal_a".Length).ToArray();
        if (thermal.Length == 0)
            throw new InvalidDataException($"{path} has no column 'thermal_file' (nor 'thermal_a', 'thermal_b', ...).");
        var heads = schema.Heads.Select(h => Array.FindIndex(columns, c => c.StartsWith(AttributeLabels.ColumnOf(h), StringComparison.OrdinalIgnoreCase))).ToArray();
        var points = FacePointColumns.Find(columns);
        var prefix = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

        var pairs = new List<TrainingPair>();
        foreach (var (line, number) in lines.Skip(1).Select((l, i) => (l, i + 2)).Where(l => l.l.Length > 0))
        {
            var cells = line.Split(',');
            if (cells.Length != columns.Length)
                throw new InvalidDataException($"{path} line {number} has {cells.Length} cells, the header {columns.Length}.");
            var labels = heads.Select((c, head) => c < 0 ? -1 : schema.IndexOf(head, AttributeLabels.ValueOf(schema.Heads[head], cells[c]))).ToArray();
            var visibleFile = visible >= 0 ? cells[visible] : $"visible/{cells[id]}.jpg";
            foreach (var t in thermal)
                pairs.Add(new TrainingPair($"{prefix}:{cells[id]}", session >= 0 ? int.Parse(cells[session], CultureInfo.InvariantCulture) : 1, cells[split],
                    Existing(folder, cells[t], path, number), Existing(folder, visibleFile, path, number), labels,
                    points?.Select(c => float.Parse(cells[c], CultureInfo.InvariantCulture)).ToArray()) { Scale = scale < 0 ? ThermalScale.CentiKelvin : ScaleOf(cells[scale], path, number) });
        }
        return pairs;
    }

    private static ThermalScale ScaleOf(string word, string manifest, int line) => word.Length == 0 ? ThermalScale.CentiKelvin
        : ScaleTable.Parse(word) ?? throw new InvalidDataException($"{manifest} line {line} has the thermal_scale {word}, which is no known scale.");

    private static string Existing(string folder, string file, string manifest, int line)
    {
        var full = Path.GetFullPath(Path.Combine(folder, file));
        return File.Exists(full) ? full : throw new InvalidDataException($"{manifest} line {line} names {file}, which is not there.");
    }
}
