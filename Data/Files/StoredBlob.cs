namespace ThermalPortal.Data.Files;

/// <summary>What <see cref="IFileStore.PutAsync"/> stored.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="IsNew">False when the same bytes were there already: nothing was stored.</param>
public readonly record struct StoredBlob(string Sha256, long Bytes, bool IsNew);
