using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Datasets.Import;

/// <summary>Finds and reads the manifest of an upload: the one nearest to the root; its paths are relative to its own folder.</summary>
internal sealed class UploadedManifest(PortalDbContext db, IFileStore store)
{
    private const long MostBytes = 64L << 20;

    /// <summary>Null: the upload has none.</summary>
    public async Task<ManifestResult?> ReadAsync(Guid uploadId, CancellationToken cancellationToken)
    {
        var found = new List<(string Path, string Sha256, long Bytes)>();
        foreach (var name in ManifestReader.FileNames)
        {
            var inFolder = "/" + name;
            found.AddRange((await db.ImageItems.Where(i => i.UploadId == uploadId && (i.OriginalName == name || i.OriginalName.EndsWith(inFolder)))
                .Join(db.StoredFiles, i => i.FileId, f => f.Id, (i, f) => new { i.OriginalName, f.Sha256, f.Bytes }).ToListAsync(cancellationToken)).Select(f => (f.OriginalName, f.Sha256, f.Bytes)));
        }
        if (found.Count == 0) return null;
        var (path, sha256, bytes) = found.MinBy(f => f.Path.Count(c => c == '/')); // the first of equals: FileNames are in order
        if (bytes > MostBytes) return new ManifestResult([], [$"{path} has {bytes >> 20} MB; a manifest may have {MostBytes >> 20}."]);
        using var reader = new StreamReader(store.OpenRead(sha256));
        var result = ManifestReader.Read(path, reader);
        var folder = path[..(path.LastIndexOf('/') + 1)];
        return result with { Rows = [.. result.Rows.Select(r => r with { Path = folder + r.Path })] };
    }
}
