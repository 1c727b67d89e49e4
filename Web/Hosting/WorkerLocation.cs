namespace ThermalPortal.Web.Hosting;

/// <summary>Where the worker program is: configured, published beside the portal, or built beside it (<c>worker.path</c>, written by the build).</summary>
internal static class WorkerLocation
{
    private const string Assembly = "ThermalPortal.Jobs.dll";

    /// <summary>Full path of the worker's assembly, or null when this build has none.</summary>
    /// <param name="configured"><c>Portal:Worker:Path</c>; goes before everything else.</param>
    /// <param name="baseFolder">Folder of the portal's own assembly.</param>
    public static string? Find(string? configured, string baseFolder)
    {
        if (!string.IsNullOrEmpty(configured)) return Path.GetFullPath(configured);
        var published = Path.Combine(baseFolder, "worker", Assembly);
        if (File.Exists(published)) return published;
        var note = Path.Combine(baseFolder, "worker.path");
        if (!File.Exists(note)) return null;
        var built = Path.GetFullPath(Path.Combine(baseFolder, File.ReadAllText(note).Trim()));
        return File.Exists(built) ? built : null;
    }
}
