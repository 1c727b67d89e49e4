namespace ThermalPortal.Inference.Images;

/// <summary>The directories of a TIFF, checked before a decoder sees the file.</summary>
/// <param name="Header">Size and samples of the chosen page.</param>
/// <param name="Pages">Number of pages.</param>
/// <param name="Float">Samples are floating point.</param>
/// <param name="BigEndian">Byte order of the file.</param>
internal readonly record struct TiffHeader(ImageHeader Header, int Pages, bool Float, bool BigEndian)
{
    private const int MostPages = 10_000, MostTags = 4_096, LargestTile = 8_192;

    public static TiffHeader Read(ReadOnlySpan<byte> bytes, int page)
    {
        bool big = bytes[0] == 'M';
        var seen = new HashSet<uint>();
        TiffHeader? chosen = null;
        if (bytes.Length < 8) throw UnreadableImageException.Truncated("it ends inside the TIFF header");
        uint at = Endian.U32(bytes[4..], big);
        int pages = 0;
        while (at != 0)
        {
            if (!seen.Add(at)) throw UnreadableImageException.Damaged("its TIFF directories form a loop");
            if (++pages > MostPages)
                throw new UnreadableImageException("too-many-pages", $"The TIFF has more than {MostPages:N0} pages.", "Upload the pages as files of their own.");
            if (at > bytes.Length - 2) throw UnreadableImageException.Truncated($"TIFF directory {pages} lies behind its end");
            int tags = Endian.U16(bytes[(int)at..], big);
            long end = at + 2L + tags * 12L;
            if (tags is 0 or > MostTags || end + 4 > bytes.Length) throw UnreadableImageException.Truncated($"TIFF directory {pages} is not complete");
            if (pages == page + 1) chosen = Directory(bytes, (int)at + 2, tags, big);
            at = Endian.U32(bytes[(int)end..], big);
        }
        if (chosen is not { } header)
            throw new UnreadableImageException("no-such-page", $"The TIFF has {pages} pages, not {page + 1}.", "Choose a page that exists.");
        return header with { Pages = pages };
    }

    private static TiffHeader Directory(ReadOnlySpan<byte> bytes, int at, int tags, bool big)
    {
        long width = 0, height = 0, bits = 1, channels = 1, compression = 1, sample = 1, tileWidth = 0, tileHeight = 0, photometric = 1;
        for (int i = 0; i < tags; i++)
        {
            var tag = bytes.Slice(at + i * 12, 12);
            switch (Endian.U16(tag, big))
            {
                case 256: width = Value(bytes, tag, big); break;
                case 257: height = Value(bytes, tag, big); break;
                case 258: bits = Value(bytes, tag, big); break;
                case 259: compression = Value(bytes, tag, big); break;
                case 262: photometric = Value(bytes, tag, big); break;
                case 277: channels = Value(bytes, tag, big); break;
                case 322: tileWidth = Value(bytes, tag, big); break;
                case 323: tileHeight = Value(bytes, tag, big); break;
                case 339: sample = Value(bytes, tag, big); break;
            }
        }
        if (compression is not (1 or 5 or 8 or 32773 or 32946))
            throw UnreadableImageException.Unsupported($"TIFF compression {compression}");
        if (tileWidth > LargestTile || tileHeight > LargestTile) throw UnreadableImageException.TooLarge(tileWidth, tileHeight);
        if (bits is not (1 or 2 or 4 or 8 or 16 or 32) || channels is < 1 or > 4 || sample is < 1 or > 3)
            throw UnreadableImageException.Unsupported($"A TIFF with {channels} channels of {bits} bits");
        int stored = photometric == 3 ? 3 : (int)channels;
        return new TiffHeader(new ImageHeader(ImageFormat.Tiff, width, height, (int)bits, stored, false), 0, sample == 3, big);
    }

    /// <summary>First value of a SHORT or LONG tag.</summary>
    private static long Value(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> tag, bool big)
    {
        uint count = Endian.U32(tag[4..], big);
        bool isShort = Endian.U16(tag[2..], big) == 3;
        if (!isShort) return count == 1 ? Endian.U32(tag[8..], big) : -1;
        if (count <= 2) return Endian.U16(tag[8..], big);
        uint offset = Endian.U32(tag[8..], big);
        return offset <= bytes.Length - 2L ? Endian.U16(bytes[(int)offset..], big) : -1;
    }
}
