namespace ThermalPortal.Jobs.Decoding;

/// <summary>Archives, recognised by their first bytes; never by the name.</summary>
internal static class FileKind
{
    /// <summary>Bytes needed to judge.</summary>
    public const int HeadBytes = 264;

    /// <summary>True for a zip archive, an empty one too.</summary>
    public static bool IsZip(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8) || head.StartsWith("PK\u0007\u0008"u8);

    /// <summary>True for a tar archive, not packed.</summary>
    public static bool IsTar(ReadOnlySpan<byte> head) => head.Length >= 262 && head[257..].StartsWith("ustar"u8);

    /// <summary>True for anything packed by gzip: a tar.gz is one, and so is a single file.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1f, 0x8b, ..];

    /// <summary>Name of an archive format we do not open, or null.</summary>
    public static string? OtherArchive(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("Rar!"u8) => "RAR",
        [0x37, 0x7a, 0xbc, 0xaf, ..] => "7-Zip",
        _ when head.StartsWith("BZh"u8) => "bzip2",
        [0xfd, 0x37, 0x7a, 0x58, 0x5a, ..] => "xz",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "Zstandard",
        _ => null,
    };

    /// <summary>True for any archive.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> head) => IsZip(head) || IsTar(head) || IsGzip(head) || OtherArchive(head) is not null;
}
