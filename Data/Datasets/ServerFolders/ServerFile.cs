namespace ThermalPortal.Data.Datasets.ServerFolders;

/// <summary>A file of this machine on its way into an upload; it is only ever read.</summary>
/// <param name="Name">Path below the chosen folder, with <c>/</c>.</param>
/// <param name="Bytes">Size when it was found.</param>
/// <param name="FullPath">Where it lies.</param>
/// <param name="Refusal">Why it is not taken; null: it is.</param>
public sealed record ServerFile(string Name, long Bytes, string FullPath, FileVerdict? Refusal);
