using System.Buffers.Binary;

namespace ThermalPortal.Data.Files.Metadata;

/// <summary>Cleans TIFF files, and the Exif blocks of other files, which are built the same (TIFF 6.0, Exif 2.32).</summary>
internal ref struct TiffCleaner
{
    private const int Strips = 273, StripBytes = 279, Tiles = 324, TileBytes = 325, SubPages = 330, Exif = 34665, MostDirectories = 4096;

    /// <summary>What a page needs to be read, its resolution, make and model, colour profile.</summary>
    private static readonly HashSet<int> _page =
    [
        254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 271, 272, Strips, 274, 277, 278, StripBytes, 280, 281, 282, 283, 284, 290, 291, 292, 293, 296, 301, 317, 318, 319, 320, 321, 322, 323, Tiles, TileBytes, SubPages,
        332, 334, 336, 338, 339, 340, 341, 342, 347, 512, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, Exif, 34675,
    ];

    /// <summary>How it was exposed, colour space, size, the lens's make and model.</summary>
    private static readonly HashSet<int> _exif =
    [
        33434, 33437, 34850, 34855, 34864, 34865, 34866, 34867, 34868, 34869, 36864, 37121, 37122, 37377, 37378, 37379, 37380, 37381, 37382, 37383, 37384, 37385, 37386, 40960, 40961, 40962, 40963, 41486, 41487, 41488, 41495,
        41985, 41986, 41987, 41988, 41989, 41990, 41991, 41992, 41993, 41994, 41996, 42034, 42035, 42036,
    ];

    private static readonly int[] _sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4]; // bytes of each type

    private readonly Span<byte> _bytes;
    private readonly bool _big;
    private readonly KeptBytes _kept = new();
    private readonly HashSet<long> _seen = [];

    private TiffCleaner(Span<byte> bytes)
    {
        _bytes = bytes;
        _big = bytes[0] == 'M';
    }

    /// <summary>A file, with all its pages.</summary>
    public static void CleanFile(Span<byte> bytes) => Clean(bytes, pages: true);

    /// <summary>The inside of an Exif block: of its directories the first stays, what follows is a thumbnail.</summary>
    public static void CleanExif(Span<byte> bytes) => Clean(bytes, pages: false);

    private static void Clean(Span<byte> bytes, bool pages)
    {
        if (bytes.Length < 8 || !(bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8)))
        {
            bytes.Clear();
            return;
        }
        var cleaner = new TiffCleaner(bytes);
        cleaner._kept.Add(0, 8);
        for (var next = cleaner.Directory(cleaner.Number(4, 4), _page, pages); next != 0; next = cleaner.Directory(next, _page, pages)) { }
        cleaner._kept.ZeroRest(bytes);
    }

    /// <summary>Cleans a directory and answers where the next one lies; 0: it was the last.</summary>
    private readonly long Directory(long at, HashSet<int> allowed, bool pages)
    {
        if (at < 8 || at + 6 > _bytes.Length || _seen.Count >= MostDirectories || !_seen.Add(at)) return 0;
        var (count, stays) = (Number(at, 2), 0);
        if (at + 6 + 12 * count > _bytes.Length) return 0;
        var next = Number(at + 2 + 12 * count, 4);
        long[] places = [], lengths = [];
        for (var n = 0; n < count; n++)
        {
            var entry = at + 2 + 12 * n;
            var (tag, size) = ((int)Number(entry, 2), Number(entry + 2, 2) is var type && type < _sizes.Length ? _sizes[type] : 0);
            var (values, length) = (Number(entry + 4, 4), Number(entry + 4, 4) * size);
            var place = length <= 4 ? entry + 8 : Number(entry + 8, 4);
            if (!allowed.Contains(tag) || size == 0 || place + length > _bytes.Length) continue;
            if (tag is Strips or Tiles) places = Numbers(place, values, size);
            if (tag is StripBytes or TileBytes) lengths = Numbers(place, values, size);
            if (tag is Exif) Directory(Number(entry + 8, 4), _exif, pages);
            if (tag is SubPages)
                foreach (var page in Numbers(place, values, size))
                    Directory(page, _page, pages);
            if (length > 4) _kept.Add(place, length);
            _bytes.Slice((int)entry, 12).CopyTo(_bytes[(int)(at + 2 + 12 * stays++)..]);
        }
        foreach (var (place, length) in places.Zip(lengths)) _kept.Add(place, length);
        if (!pages) next = 0;
        Put(at, 2, stays);
        Put(at + 2 + 12 * stays, 4, next);
        _kept.Add(at, 6 + 12 * stays);
        return next;
    }

    private readonly long[] Numbers(long at, long count, int size)
    {
        var numbers = new long[count];
        for (var n = 0; n < count; n++) numbers[n] = Number(at + n * size, Math.Min(size, 4));
        return numbers;
    }

    private readonly long Number(long at, int size) => _bytes.Slice((int)at, size) switch
    {
        [var one] => one,
        { Length: 2 } two => _big ? BinaryPrimitives.ReadUInt16BigEndian(two) : BinaryPrimitives.ReadUInt16LittleEndian(two),
        var four => _big ? BinaryPrimitives.ReadUInt32BigEndian(four) : BinaryPrimitives.ReadUInt32LittleEndian(four),
    };

    private readonly void Put(long at, int size, long value)
    {
        for (var n = 0; n < size; n++) _bytes[(int)at + n] = (byte)(value >> (8 * (_big ? size - 1 - n : n)));
    }
}
