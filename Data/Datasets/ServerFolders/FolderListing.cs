namespace ThermalPortal.Data.Datasets.ServerFolders;

/// <summary>What lies directly in a folder of the server.</summary>
/// <param name="Root">Name of the allowed folder.</param>
/// <param name="Path">Path below it; empty = itself.</param>
/// <param name="Folders">Names of the folders in it.</param>
/// <param name="Files">Files directly in it.</param>
/// <param name="Bytes">Their sizes together.</param>
public sealed record FolderListing(string Root, string Path, IReadOnlyList<string> Folders, int Files, long Bytes);
