using ThermalPortal.Data.Datasets.Naming;
using ThermalPortal.Data.Datasets.Pairing;

namespace ThermalPortal.Data.Datasets.Import;

/// <summary>Brings manifest, naming and files together into a plan.</summary>
public static class ImportPlanner
{
    /// <param name="files">Accepted files of the upload.</param>
    /// <param name="manifest">Rows of its manifest; null = there is none.</param>
    /// <param name="naming">How paths are to be read; null = recognise it.</param>
    /// <param name="present">Hashes that the dataset already holds, with the path of their item.</param>
    /// <param name="tolerance">For pairing by time; null = the default.</param>
    public static ImportPlan Plan(
        IReadOnlyList<ImportFile> files, IReadOnlyList<ManifestRow>? manifest = null, NamingChoice? naming = null, IReadOnlyDictionary<string, string>? present = null, TimeSpan? tolerance = null)
    {
        var (kept, duplicates) = Distinct(files, present);
        naming ??= LayoutCatalog.Recognise([.. kept.Select(f => f.Path)]);
        var rows = (manifest ?? []).ToDictionary(r => r.Path, StringComparer.OrdinalIgnoreCase);
        var planned = kept.Select(file => (Row: rows.GetValueOrDefault(file.Path), Name: naming?.Read(file.Path), File: file)).ToArray();
        var paths = files.Select(f => f.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new ImportPlan
        {
            ReadAs = rows.Count > 0 ? "Manifest" : naming?.Naming.Name,
            Items = [.. planned.Select(p => new PlannedItem(p.File, Modality(p.Row, p.Name, p.File), p.Row?.Subject ?? p.Name?.Subject, p.Row?.Session ?? p.Name?.Session,
                p.Row?.Split ?? p.Name?.Split, p.Name?.Variation, p.Row?.Other ?? new Dictionary<string, string>()))],
            Pairing = PairMatcher.Match(planned.Select(p => new PairingItem
            {
                Id = p.File.Id, Modality = Modality(p.Row, p.Name, p.File), Path = p.File.Path, Subject = p.Row?.Subject ?? p.Name?.Subject, ManifestKey = p.Row?.Pair,
                NamingKey = p.Name?.PairKey, CapturedAt = p.Row?.CaptureTime ?? p.File.CapturedAt, Preference = p.Name?.Preference ?? 0, Exclude = p.Row is null ? p.Name?.Exclude : null,
            }), tolerance),
            Duplicates = duplicates,
            MissingFiles = [.. rows.Keys.Where(path => !paths.Contains(path))],
        };
    }

    private static Modality Modality(ManifestRow? row, CaptureName? name, ImportFile file) =>
        row?.Modality ?? (name is { Modality: not Datasets.Modality.Unknown } ? name.Modality : file.Modality);

    private static (List<ImportFile> Kept, List<(ImportFile, string)> Duplicates) Distinct(IReadOnlyList<ImportFile> files, IReadOnlyDictionary<string, string>? present)
    {
        var (kept, duplicates) = (new List<ImportFile>(), new List<(ImportFile, string)>());
        var seen = new Dictionary<string, string>(present ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (seen.TryGetValue(file.Sha256, out var same))
                duplicates.Add((file, same));
            else
            {
                seen[file.Sha256] = file.Path;
                kept.Add(file);
            }
        }
        return (kept, duplicates);
    }
}
