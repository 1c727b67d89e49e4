namespace ThermalPortal.Data.Datasets.ServerFolders;

/// <summary>Where a path leads once every link on it is followed, as the system itself names what it opens.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The full path without links; parts that are not there stay as they are.</summary>
    public static string Of(string path) => Of(Path.GetFullPath(path), MostLinks);

    private static string Of(string path, int links)
    {
        if (links == 0 || Path.GetDirectoryName(path) is not { } parent) return path;
        var here = new DirectoryInfo(Path.Combine(Of(parent, links), Path.GetFileName(path)));
        return here.LinkTarget is { } target ? Of(Path.GetFullPath(target, here.Parent!.FullName), links - 1) : here.FullName;
    }
}
