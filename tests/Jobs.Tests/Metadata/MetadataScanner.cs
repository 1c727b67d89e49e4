using System.Text;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Iptc;
using MetadataExtractor.Formats.Photoshop;
using MetadataExtractor.Formats.Xmp;

namespace ThermalPortal.Jobs.Tests.Metadata;

/// <summary>Looks for what tells where, when, by whom and with which very camera a picture was made, by a library that knows nothing of ours.</summary>
internal static class MetadataScanner
{
    private static readonly string[] _words = ["serial", "owner", "artist", "author", "copyright", "comment", "date", "time original", "user", "description", "document name", "host", "unique", "textual data", "thumbnail"];

    /// <summary>What it found, as "directory: tag = value".</summary>
    public static IReadOnlyList<string> Find(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return [.. ImageMetadataReader.ReadMetadata(stream).SelectMany(d => d.Tags.Where(t => IsPrivate(d, t)).Select(t => $"{d.Name}: {t.Name} = {t.Description}"))];
    }

    /// <summary>Texts of what it found, that bytes of a cleaned file must not hold anywhere.</summary>
    public static IEnumerable<byte[]> Texts(byte[] file)
    {
        using var stream = new MemoryStream(file);
        foreach (var directory in ImageMetadataReader.ReadMetadata(stream))
            foreach (var tag in directory.Tags.Where(t => IsPrivate(directory, t)))
                if (directory.GetString(tag.Type)?.Trim('\0', ' ') is { Length: >= 6 and < 200 } text && text.Any(char.IsLetterOrDigit) && !text.Contains(' ', StringComparison.Ordinal))
                    yield return Encoding.ASCII.GetBytes(text);
    }

    private static bool IsPrivate(MetadataExtractor.Directory directory, Tag tag) =>
        directory is GpsDirectory or IptcDirectory or XmpDirectory or PhotoshopDirectory || directory.Name.Contains("Makernote", StringComparison.Ordinal)
        || (!directory.Name.StartsWith("ICC", StringComparison.Ordinal) && directory.Name != "File" && _words.Any(w => tag.Name.Contains(w, StringComparison.OrdinalIgnoreCase)) && !directory.Name.StartsWith("JFIF", StringComparison.Ordinal));
}
