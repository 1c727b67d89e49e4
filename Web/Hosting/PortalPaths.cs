namespace ThermalPortal.Web.Hosting;

/// <summary>Folders of this installation.</summary>
/// <param name="DataFolder">Full path of <c>Portal:DataFolder</c>: database, blobs, scratch.</param>
public sealed record PortalPaths(string DataFolder)
{
    /// <summary>The embedded database.</summary>
    public string DatabaseFolder => Path.Combine(DataFolder, "postgres");

    /// <summary>Uploaded and synthesised bytes by content hash.</summary>
    public string FileFolder => Path.Combine(DataFolder, "files");

    /// <summary>Files that arrive in pieces, until they are whole; on the disk of <see cref="FileFolder"/>, so that taking them in is a move.</summary>
    public string IncomingFolder => Path.Combine(DataFolder, "incoming");
}
