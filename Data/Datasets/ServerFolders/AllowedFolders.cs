namespace ThermalPortal.Data.Datasets.ServerFolders;

/// <summary>Folders of this machine that administrators may import from. Nothing outside them is ever looked at: paths are built part by part from an allowed folder, and no link is followed.</summary>
public sealed class AllowedFolders(ServerFolderOptions options)
{
    /// <summary>Names of the folders a team may import from; none: the feature is off.</summary>
    public IReadOnlyList<string> RootsOf(Guid teamId) => [.. options.Roots.Keys.Where(root => IsOpenTo(root, teamId)).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A folder in an allowed one; null: refused.</summary>
    /// <param name="teamId">The team that asks; of folders kept for others it learns nothing.</param>
    /// <param name="root">Name of the allowed folder.</param>
    /// <param name="path">Path below it with <c>/</c>; empty = the allowed folder itself.</param>
    /// <param name="refusal">Why it was refused, for people.</param>
    public ServerFolder? Find(Guid teamId, string root, string path, out string? refusal)
    {
        refusal = null;
        if (!options.Roots.TryGetValue(root, out var top) || !IsOpenTo(root, teamId)) refusal = $"The portal may not import from '{root}'. Allowed are: {(RootsOf(teamId) is { Count: > 0 } own ? string.Join(", ", own) : "no folders")}.";
        else if (!IsPlain(path)) refusal = $"'{path}' leads out of the allowed folder. Write a path below it, with / and without \"..\".";
        if (refusal is not null) return null;
        // The allowed folder itself may be a link: whoever configured it meant where it leads.
        var at = new DirectoryInfo(RealPath.Of(top!));
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = new DirectoryInfo(Path.Combine(at.FullName, part));
            if (at.LinkTarget is null) continue;
            refusal = $"'{path}' passes a link ({part}). Links are not followed: choose the folder it leads to, if that is allowed.";
            return null;
        }
        if (at.Exists) return new ServerFolder(root, path.Trim('/'), at);
        refusal = path.Length == 0 ? $"The allowed folder '{root}' is not there on the server. Is its disk mounted?" : $"There is no folder '{path}' in '{root}' any more.";
        return null;
    }

    private bool IsOpenTo(string root, Guid teamId) => !options.Teams.TryGetValue(root, out var teams) || teams.Contains(teamId);

    private static bool IsPlain(string path) =>
        !path.StartsWith('/') && !path.Any(c => char.IsControl(c) || c == '\\' || (c == ':' && OperatingSystem.IsWindows())) && !path.Split('/').Any(part => part is "." or "..");
}
