namespace ThermalPortal.Data.Datasets.ServerFolders;

/// <summary>A folder in an allowed one (see <see cref="AllowedFolders"/>).</summary>
public sealed class ServerFolder
{
    private readonly DirectoryInfo _folder;

    internal ServerFolder(string root, string path, DirectoryInfo folder) => (Root, Path, _folder) = (root, path, folder);

    /// <summary>Name of the allowed folder.</summary>
    public string Root { get; }

    /// <summary>Path below it with <c>/</c>; empty = the allowed folder itself.</summary>
    public string Path { get; }

    /// <summary>What lies directly in it. Links and hidden folders are not listed.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The portal may not read it.</exception>
    public FolderListing List()
    {
        var entries = Entries(_folder);
        return new FolderListing(
            Root, Path, [.. entries.OfType<DirectoryInfo>().Where(d => d.LinkTarget is null).Select(d => d.Name)],
            entries.OfType<FileInfo>().Count(f => f.LinkTarget is null), entries.OfType<FileInfo>().Where(f => f.LinkTarget is null).Sum(f => f.Length));
    }

    /// <summary>Every file in it and below, folder by folder in the order of names. Hidden files and what file managers leave behind are passed over.</summary>
    public IEnumerable<ServerFile> Files() => Files(_folder, "");

    /// <summary>Opens one of <see cref="Files"/> for reading.</summary>
    /// <exception cref="IOException">It cannot be read, or leads elsewhere by now.</exception>
    /// <exception cref="UnauthorizedAccessException">The portal may not read it.</exception>
    public static FileStream Open(ServerFile file)
    {
        var stream = new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        // A folder on the way may have become a link since it was looked at: what counts is what was opened.
        var opened = OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}").LinkTarget : null;
        if (opened is null || opened == file.FullPath) return stream;
        stream.Dispose();
        throw new IOException("it was replaced by a link while it was read");
    }

    private static IEnumerable<ServerFile> Files(DirectoryInfo folder, string prefix)
    {
        FileSystemInfo[]? entries = null;
        ServerFile? unreadable = null;
        try
        {
            entries = Entries(folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            unreadable = new ServerFile(prefix.TrimEnd('/'), 0, folder.FullName, SourceVerdicts.Unreadable(problem.Message));
        }
        if (unreadable is not null) yield return unreadable;
        foreach (var entry in entries ?? [])
        {
            var name = prefix + entry.Name;
            if (entry.LinkTarget is not null) yield return new ServerFile(name, 0, entry.FullName, SourceVerdicts.Link);
            else if (entry is FileInfo file) yield return new ServerFile(name, file.Length, file.FullName, file.Length == 0 ? SourceVerdicts.Empty : null); // pipes and devices have no length either
            else foreach (var below in Files((DirectoryInfo)entry, name + "/")) yield return below;
        }
    }

    private static FileSystemInfo[] Entries(DirectoryInfo folder) =>
    [
        .. folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
            .Where(e => !e.Name.StartsWith('.') && e.Name is not ("__MACOSX" or "Thumbs.db" or "desktop.ini")).OrderBy(e => e.Name, StringComparer.Ordinal),
    ];
}
