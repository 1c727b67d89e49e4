namespace ThermalPortal.Tests.Shared;

/// <summary>
/// Finds the data kept outside the repository: the folder named by THERMALPORTAL_SHARED, else a folder "shared" beside the repository or one
/// of the folders above it. Tests that need it skip, saying so, when it is absent.
/// </summary>
internal static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>True when the shared data is there.</summary>
    public static bool IsPresent => Root is not null;

    /// <summary>Path of a file or folder below shared/data; skips the running test when it is absent.</summary>
    public static string Path(params string[] parts)
    {
        if (Root is null) Assert.Skip("Shared data is absent: set THERMALPORTAL_SHARED to its folder.");
        string path = System.IO.Path.Combine([Root, "data", .. parts]);
        if (!File.Exists(path) && !Directory.Exists(path)) Assert.Skip($"Shared data has no {string.Join('/', parts)}.");
        return path;
    }

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("THERMALPORTAL_SHARED");
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(System.IO.Path.Combine(candidate, "data"))) return candidate;
        }
        return null;
    }
}
