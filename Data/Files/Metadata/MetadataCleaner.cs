namespace ThermalPortal.Data.Files.Metadata;

/// <summary>
/// Takes out of a picture's file what says where, when, by whom and with which very camera it was made: positions, serial numbers, names, comments, times, thumbnails, sound. What is needed to read the picture stays, bit for
/// bit: pixels, heat with its constants, size, orientation, colour profile, exposure, make and model. The file keeps its length, so that places named inside it stay true. Works by lists of what may stay: what nobody knows goes.
/// </summary>
public static class MetadataCleaner
{
    /// <summary>Cleans in place. A file this portal cannot read becomes zeros: nobody can say what it holds.</summary>
    /// <param name="path">Its name; only the ending is looked at, of raw samples, which have no header.</param>
    /// <param name="bytes">The whole file.</param>
    public static void Clean(string path, Span<byte> bytes)
    {
        if (bytes.StartsWith(JpegCleaner.Start)) JpegCleaner.Clean(bytes);
        else if (bytes.StartsWith(PngCleaner.Signature)) PngCleaner.Clean(bytes);
        else if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8)) TiffCleaner.CleanFile(bytes);
        else if (!HasNone(path, bytes)) bytes.Clear();
    }

    /// <summary>A photo inside another file; one that is neither JPEG nor PNG is pixels alone.</summary>
    internal static void CleanPhoto(Span<byte> bytes)
    {
        if (bytes.StartsWith(JpegCleaner.Start)) JpegCleaner.Clean(bytes);
        else if (bytes.StartsWith(PngCleaner.Signature)) PngCleaner.Clean(bytes);
    }

    private static bool HasNone(string path, ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("BM"u8) || (bytes is [0x93, ..] && bytes[1..].StartsWith("NUMPY"u8)) || (Path.GetExtension(path).Equals(".raw", StringComparison.OrdinalIgnoreCase) && !bytes.StartsWith("RIFF"u8));
}
