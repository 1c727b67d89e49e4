namespace ThermalPortal.Data.Datasets;

/// <summary>A file of an upload, for its report.</summary>
/// <param name="Item">The file and its verdict.</param>
/// <param name="Bytes">Size; null: nothing was kept.</param>
/// <param name="Sha256">Of its bytes; null: nothing was kept.</param>
public sealed record ReportedFile(ImageItem Item, long? Bytes, string? Sha256);
