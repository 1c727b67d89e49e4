namespace ThermalPortal.Architecture.Tests;

/// <summary>The source files of the product.</summary>
internal static class Repository
{
    /// <summary>Folder of ThermalPortal.sln.</summary>
    public static string Root { get; } = Find();

    public static IReadOnlyList<string> Projects { get; } = ["Web", "Jobs", "Data", "Inference"];

    /// <summary>Paths relative to the root, with forward slashes; build outputs left out.</summary>
    public static IEnumerable<string> Files(IEnumerable<string> folders, params string[] endings) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "node_modules"))
        .Order(StringComparer.Ordinal);

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ThermalPortal.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No ThermalPortal.sln above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
