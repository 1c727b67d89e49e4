namespace ThermalPortal.Data.Datasets.ServerFolders;

/// <summary>Section <c>Portal:Import</c>: folders of this machine that administrators may import from. Web and workers must see them at the same paths.</summary>
public sealed record ServerFolderOptions
{
    public const string Section = "Portal:Import";

    /// <summary>Allowed folders by the name people see, as <c>Portal:Import:Roots:recordings = /srv/recordings</c>; empty (default): nobody imports from this machine.</summary>
    public Dictionary<string, string> Roots { get; init; } = [];

    /// <summary>Ids of the teams an allowed folder is kept for, by its name, as <c>Portal:Import:Teams:recordings:0 = 0198...</c> (the account page shows the id); a folder that is not named here is open to all teams.</summary>
    public Dictionary<string, Guid[]> Teams { get; init; } = [];

    /// <summary>Everything wrong with these options, with full keys; empty = valid.</summary>
    /// <param name="dataFolder">The portal's own folder, which holds every team's files and must stay out of reach.</param>
    public IReadOnlyList<string> Validate(string dataFolder) => 
    [
        .. Roots.Select(root => Error(root.Key, root.Value, RealPath.Of(dataFolder))).OfType<string>(),
        .. Teams.Keys.Where(name => !Roots.ContainsKey(name)).Select(name => $"{Section}:Teams:{name}: there is no {Section}:Roots:{name} to keep for them."), // a slip here would open a folder to all
    ];

    private static string? Error(string name, string folder, string dataFolder)
    {
        var key = $"{Section}:Roots:{name}";
        if (name.Length > 64) return $"{key}: a name has 64 characters at most.";
        if (!Path.IsPathFullyQualified(folder)) return $"{key} is '{folder}': write the full path of a folder.";
        var full = Path.TrimEndingDirectorySeparator(RealPath.Of(folder));
        if (full == Path.TrimEndingDirectorySeparator(Path.GetPathRoot(full)!)) return $"{key} is '{folder}', the whole disk: name the folder that holds the recordings.";
        return Holds(full, dataFolder) || Holds(dataFolder, full) ? $"{key} is '{folder}', which holds or lies in the portal's own data ({dataFolder}): choose another folder." : null;
    }

    private static bool Holds(string outer, string inner) => (inner + Path.DirectorySeparatorChar).StartsWith(outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
