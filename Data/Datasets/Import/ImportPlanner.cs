using ThermalPortal.Data.Datasets.Naming;
using ThermalPortal.Data.Datasets.Pairing;

namespace ThermalPortal.Data.Datasets.Import;

/// <summary>Brings manifest, naming and files together into a plan.</summary>
public static class ImportPlanner
{
    /// <param name="files">Accepted files of the upload.</param>
    /// <param name="manifest">Its manifest; null = there is none.</param>
    /// <param name="naming">How paths are to be read; null = recognise it.</param>
    /// <param name="present">Hashes that the dataset already holds, with the path of their capture.</param>
    /// <param name="waiting">Captures of the dataset that have no partner yet.</param>
    /// <param name="tolerance">For pairing by time; null = the default.</param>
    public static ImportPlan Plan(
        IReadOnlyList<ImportFile> files, ManifestResult? manifest = null, NamingChoice? naming = null, IReadOnlyDictionary<string, string>? present = null,
        IReadOnlyList<PairingItem>? waiting = null, TimeSpan? tolerance = null)
    {
        var (kept, duplicates) = Distinct(files, present);
        naming ??= LayoutCatalog.Recognise([.. kept.Where(f => f.EmbeddedIn is null).Select(f => f.Path)]);
        var rows = (manifest?.Rows ?? []).ToDictionary(r => r.Path, StringComparer.OrdinalIgnoreCase);
        PlannedItem[] items = [.. kept.Select(file => Item(file, rows.GetValueOrDefault(file.Path), file.EmbeddedIn is null ? naming?.Read(file.Path) : null))];
        items = LikeTheirThermals(items, waiting ?? []);
        var paths = files.Select(f => f.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new ImportPlan
        {
            ReadAs = rows.Count > 0 ? "Manifest" : naming?.Naming.Name, Items = items, Duplicates = duplicates, ManifestErrors = manifest?.Errors ?? [],
            Pairing = PairMatcher.Match([.. items.Select(i => i.Key), .. waiting ?? []], tolerance),
            MissingFiles = [.. rows.Keys.Where(path => !paths.Contains(path))],
        };
    }

    private static PlannedItem Item(ImportFile file, ManifestRow? row, CaptureName? name) => new(
        new PairingItem
        {
            Id = file.Id, Path = file.Path, Modality = row?.Modality ?? (name is { Modality: not Modality.Unknown } ? name.Modality : file.Modality), Subject = row?.Subject ?? name?.Subject,
            ManifestKey = row?.Pair, NamingKey = name?.PairKey, CapturedAt = row?.CaptureTime ?? file.CapturedAt, Preference = name?.Preference ?? 0, Exclude = row is null ? name?.Exclude : null,
            EmbeddedIn = file.EmbeddedIn,
        },
        row?.Session ?? name?.Session, row?.Split ?? name?.Split, name?.Variation, row?.Aligned ?? name?.Aligned ?? false, row?.Other ?? new Dictionary<string, string>()) { VisibleToThermal = row?.VisibleToThermal, Scale = row?.Scale };

    /// <summary>A photo shows whom its thermal picture shows, in the same session: its own name was made up here and says nothing.</summary>
    private static PlannedItem[] LikeTheirThermals(PlannedItem[] items, IReadOnlyList<PairingItem> waiting)
    {
        if (!items.Any(i => i.Key.EmbeddedIn is not null)) return items;
        var (planned, known) = (items.ToDictionary(i => i.Key.Id), waiting.ToDictionary(w => w.Id));
        return [.. items.Select(Like)];

        PlannedItem Like(PlannedItem photo)
        {
            if (photo.Key.EmbeddedIn is not { } host) return photo;
            var thermal = planned.GetValueOrDefault(host);
            return photo with
            {
                Key = photo.Key with { Subject = photo.Key.Subject ?? thermal?.Key.Subject ?? known.GetValueOrDefault(host)?.Subject },
                Session = photo.Session ?? thermal?.Session, Split = photo.Split ?? thermal?.Split, Variation = photo.Variation ?? thermal?.Variation,
            };
        }
    }

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
