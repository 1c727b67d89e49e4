using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Files.Metadata;

namespace ThermalPortal.Data.Datasets.Export;

/// <summary>Writes a version as a zip while it is sent: nothing of it lies on the disk, and a picture at a time in memory. Pictures are the bytes that came in, but for pseudonymous content, whose pictures lose their metadata.</summary>
public sealed class VersionArchive(IFileStore store)
{
    private const string Description = "version.json";
    private const string Annotations = "annotations/face_keypoints_";
    private static readonly DateTimeOffset _always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero); // the same version gives the same archive

    /// <summary>True for a file of such an archive that tells about it and its pictures, when it comes in again. What it says is in the manifest, or is made anew.</summary>
    public static bool IsDescription(string path) =>
        path.EndsWith(".json", StringComparison.Ordinal) && (path == Description || path.EndsWith("/" + Description, StringComparison.Ordinal) || path.Contains(Annotations, StringComparison.Ordinal));

    /// <summary>Writes to a stream that need not seek.</summary>
    /// <exception cref="FileNotFoundException">A picture's bytes are gone.</exception>
    /// <param name="content">The version.</param>
    /// <param name="format">How it is laid out.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="progress">Is told how many pairs are written.</param>
    public async Task WriteAsync(VersionContent content, ExportFormat format, Stream output, CancellationToken cancellationToken, Func<int, Task>? progress = null)
    {
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        zip.Comment = $"{content.Dataset.Name}, version {content.Version.Number}, SHA-256 {content.Version.Sha256}. Consent: {content.Dataset.Consent}. {content.Dataset.Terms}".Trim();
        IReadOnlyList<ExportedPair> pairs = [.. ExportedPair.Place(content.Pairs, pair => FolderOf(format, pair.Part)).OrderBy(p => p.Thermal, StringComparer.Ordinal)]; // as it is read back
        if (format != ExportFormat.HuggingFace) // by it this portal reads the archive back
            await WriteTextAsync(zip, "manifest.csv", Manifest(pairs), cancellationToken);
        if (format != ExportFormat.Manifest)
            foreach (var part in pairs.GroupBy(p => p.Pair.Part).OrderBy(g => g.Key))
                await WritePartAsync(zip, content, format, part.Key, [.. part], cancellationToken);
        await WriteTextAsync(zip, Description, VersionDescription.Json(content), cancellationToken);
        foreach (var (n, pair) in pairs.Index())
        {
            await CopyAsync(zip, pair.Thermal, pair.ThermalSha256, content.Pseudonymous, cancellationToken);
            await CopyAsync(zip, pair.Visible, pair.VisibleSha256, content.Pseudonymous, cancellationToken);
            if (progress is not null) await progress(n + 1);
        }
    }

    private static string FolderOf(ExportFormat format, DatasetPart part) => format switch
    {
        ExportFormat.Manifest => "",
        ExportFormat.HuggingFace => $"{ExportedPair.PartName(part)}/",
        _ => $"images/{ExportedPair.PartName(part)}/",
    };

    private static async Task WritePartAsync(ZipArchive zip, VersionContent content, ExportFormat format, DatasetPart part, IReadOnlyList<ExportedPair> pairs, CancellationToken cancellationToken)
    {
        var prefix = FolderOf(format, part).Length;
        if (format == ExportFormat.HuggingFace)
        {
            await WriteTextAsync(zip, $"{ExportedPair.PartName(part)}/metadata.jsonl", Metadata(pairs, prefix), cancellationToken);
            return;
        }
        await using var target = await Entry(zip, $"{Annotations}{ExportedPair.PartName(part)}.json", CompressionLevel.Optimal).OpenAsync(cancellationToken);
        await CocoAnnotations.WriteAsync(content, pairs, prefix, target, cancellationToken);
    }

    private static string Manifest(IReadOnlyList<ExportedPair> pairs)
    {
        string[] labels = [.. pairs.SelectMany(p => p.Pair.Labels.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
        string[] scale = pairs.Any(p => p.Pair.Scale is not null) ? [ManifestReader.ThermalScale] : [];
        string[] aligned = pairs.Any(p => p.Pair.Aligned) ? [ManifestReader.AlignedPair] : [];
        string[] alignment = pairs.Any(p => p.VisibleToThermal is not null) ? [ManifestReader.VisibleToThermal] : [];
        var text = new StringBuilder().AppendLine(string.Join(',', ["path", "modality", "pair", "subject", "session", "split", .. scale, .. aligned, .. alignment, .. labels.Select(l => CsvTable.Cell("attr." + l))]));
        foreach (var (pair, number) in pairs.Select((p, i) => (p, i + 1)))
            foreach (var (path, modality, said, transform) in new[] { (pair.Thermal, "thermal", pair.Pair.Scale?.Word() ?? "", ""), (pair.Visible, "visible", "", pair.VisibleToThermal?.ToString() ?? "") })
                text.AppendLine(string.Join(',', new[] { path, modality, number.ToString(CultureInfo.InvariantCulture), pair.Pair.Subject, pair.Pair.Session ?? "", ExportedPair.PartName(pair.Pair.Part) }
                    .Concat(scale.Select(_ => said)).Concat(aligned.Select(_ => modality == "visible" && pair.Pair.Aligned ? "yes" : "")).Concat(alignment.Select(_ => transform)).Concat(labels.Select(l => pair.Pair.Labels.GetValueOrDefault(l) ?? "")).Select(CsvTable.Cell)));
        return text.ToString();
    }

    /// <summary>Both pictures of a row, as the loader's <c>*_file_name</c> columns, relative to the part's folder.</summary>
    private static string Metadata(IEnumerable<ExportedPair> pairs, int prefix)
    {
        var text = new StringBuilder();
        foreach (var pair in pairs)
        {
            var row = new Dictionary<string, object?> { ["thermal_file_name"] = pair.Thermal[prefix..], ["visible_file_name"] = pair.Visible[prefix..], ["subject"] = pair.Pair.Subject, ["session"] = pair.Pair.Session };
            if (pair.VisibleToThermal is { } transform) row[ManifestReader.VisibleToThermal] = transform.Matrix;
            if (pair.Pair.Scene is { } scene) (row["thermal_emissivity"], row["thermal_reflected_celsius"]) = (scene.Emissivity, scene.Reflected);
            if (pair.Pair.Scale is { } scale) row[ManifestReader.ThermalScale] = scale.Word();
            foreach (var (name, value) in pair.Pair.Labels)
                row.TryAdd(name, value);
            text.Append(JsonSerializer.Serialize(row)).Append('\n');
        }
        return text.ToString();
    }

    private async Task CopyAsync(ZipArchive zip, string path, string sha256, bool clean, CancellationToken cancellationToken)
    {
        await using var source = store.OpenRead(sha256);
        await using var target = await Entry(zip, path, CompressionLevel.NoCompression).OpenAsync(cancellationToken); // pictures are compressed already
        if (!clean)
        {
            await source.CopyToAsync(target, cancellationToken);
            return;
        }
        var bytes = new byte[source.Length];
        await source.ReadExactlyAsync(bytes, cancellationToken);
        MetadataCleaner.Clean(path, bytes);
        await target.WriteAsync(bytes, cancellationToken);
    }

    private static async Task WriteTextAsync(ZipArchive zip, string path, string text, CancellationToken cancellationToken)
    {
        await using var target = await Entry(zip, path, CompressionLevel.Optimal).OpenAsync(cancellationToken);
        await target.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    private static ZipArchiveEntry Entry(ZipArchive zip, string path, CompressionLevel level)
    {
        var entry = zip.CreateEntry(path, level);
        entry.LastWriteTime = _always;
        return entry;
    }
}
