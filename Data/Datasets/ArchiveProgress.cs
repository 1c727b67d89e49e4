namespace ThermalPortal.Data.Datasets;

/// <summary>How far an archive of an upload has been unpacked.</summary>
/// <param name="Files">Files unpacked so far.</param>
/// <param name="FilesInAll">Files in it; null: only its end would tell.</param>
/// <param name="Bytes">Bytes of the archive read so far.</param>
/// <param name="BytesInAll">Bytes of the archive.</param>
/// <param name="Kept">Of them moved into the store; null: it is still being unpacked.</param>
public sealed record ArchiveProgress(int Files, int? FilesInAll, long Bytes, long BytesInAll, int? Kept = null);
