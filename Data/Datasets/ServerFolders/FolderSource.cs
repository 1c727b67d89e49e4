namespace ThermalPortal.Data.Datasets.ServerFolders;

/// <summary>Where the files of an upload come from, if they were not sent.</summary>
/// <param name="Root">Name of the allowed folder of the server.</param>
/// <param name="Folder">Path below it; empty = itself.</param>
public sealed record FolderSource(string Root, string Folder)
{
    public override string ToString() => Folder.Length == 0 ? Root : $"{Root}/{Folder}";
}
