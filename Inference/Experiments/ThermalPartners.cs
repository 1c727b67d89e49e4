using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Training.Data;

namespace ThermalPortal.Inference.Experiments;

/// <summary>Writes a data folder whose visible faces are those of another and whose thermal pictures a model made of them.</summary>
public sealed class ThermalPartners(VisibleToThermal model, LatentTranslatorOptions sampling)
{
    private const int Batch = 8;

    /// <summary>Makes a partner for every row of <paramref name="source"/>'s manifest; other columns are kept, thermal columns of the source are left out.</summary>
    /// <returns>How many were made.</returns>
    /// <exception cref="InvalidDataException">The manifest or a picture cannot be read.</exception>
    public int Write(string source, string target, CancellationToken ct)
    {
        var path = Path.Combine(source, Manifest.FileName);
        if (!File.Exists(path))
            throw new InvalidDataException($"There is no {Manifest.FileName} in {source}. Give a folder with one row a face: id, split, visible_file.");
        var rows = File.ReadAllLines(path).Where(l => l.Length > 0).Select(l => l.Split(',')).ToArray();
        var header = rows[0];
        int[] kept = [.. Enumerable.Range(0, header.Length).Where(i => !header[i].StartsWith("thermal_", StringComparison.OrdinalIgnoreCase) && header[i] != "visible_file")];
        var (id, visible) = (Array.IndexOf(header, "id"), Array.IndexOf(header, "visible_file"));
        if (id < 0)
            throw new InvalidDataException($"{path} has no column 'id'.");
        Directory.CreateDirectory(Path.Combine(target, "thermal"));
        Directory.CreateDirectory(Path.Combine(target, "visible"));
        var lines = new List<string> { string.Join(',', [.. kept.Select(i => header[i]), "thermal_file", "visible_file"]) };
        foreach (var part in rows.Skip(1).Index().Chunk(Batch))
        {
            ct.ThrowIfCancellationRequested();
            string[] files = [.. part.Select(r => Path.Combine(source, visible >= 0 ? r.Item[visible] : $"visible/{r.Item[id]}.jpg"))];
            var made = model.Translate([.. files.Select(f => EvaluationPicture.Visible(f))], [.. part.Select(r => (long)r.Index)], sampling);
            foreach (var ((index, cells), file, heat) in part.Zip(files, made))
            {
                var (thermalFile, visibleFile) = ($"thermal/{index}.png", $"visible/{index}{Path.GetExtension(file)}");
                File.WriteAllBytes(Path.Combine(target, thermalFile), PngWriter.Grey16(model.Size, model.Size, RelativeThermal.ToStored(heat)));
                File.Copy(file, Path.Combine(target, visibleFile), overwrite: true);
                lines.Add(string.Join(',', [.. kept.Select(i => cells[i]), thermalFile, visibleFile]));
            }
        }
        File.WriteAllLines(Path.Combine(target, Manifest.FileName), lines);
        return lines.Count - 1;
    }
}
