namespace ThermalPortal.Jobs.Decoding;

/// <summary>One entry of an archive, whatever the archive's kind.</summary>
/// <param name="Name">Path inside the archive, for display only.</param>
/// <param name="Bytes">Size as unpacked, as the archive claims it.</param>
internal sealed record ArchiveMember(string Name, long Bytes)
{
    /// <summary>Size as packed, where each entry is packed by itself.</summary>
    public long? PackedBytes { get; init; }

    public bool IsFolder { get; init; }

    /// <summary>A link, device or anything else that is no plain file.</summary>
    public bool IsSpecial { get; init; }

    public bool IsEncrypted { get; init; }

    /// <summary>Its bytes, to be read before the next entry is asked for.</summary>
    public required Func<Stream> Open { get; init; }

    /// <summary>What file managers leave behind.</summary>
    public bool IsLitter =>
        Name.StartsWith("__MACOSX/", StringComparison.Ordinal) || Path.GetFileName(Name) is ".DS_Store" or "Thumbs.db" or "desktop.ini"
        || Path.GetFileName(Name).StartsWith("._", StringComparison.Ordinal);

    public bool LeavesItsFolder =>
        Name.StartsWith('/') || Name.StartsWith('\\') || (Name.Length > 1 && Name[1] == ':')
        || Name.Any(char.IsControl) || Name.Split('/', '\\').Contains("..");
}
