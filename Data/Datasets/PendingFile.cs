namespace ThermalPortal.Data.Datasets;

/// <summary>A file waiting for its verdict.</summary>
/// <param name="ItemId">The <see cref="ImageItem"/>.</param>
/// <param name="Name">As the sender gave it.</param>
/// <param name="Sha256">The blob to read; null: no bytes were kept.</param>
/// <param name="Bytes">Size in bytes.</param>
public sealed record PendingFile(Guid ItemId, string Name, string? Sha256, long Bytes);
