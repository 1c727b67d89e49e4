using System.Buffers.Binary;
using System.Formats.Tar;
using System.Text;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Tests.Thermal;

namespace ThermalPortal.Jobs.Tests.Decoding;

/// <summary>Files nobody should send, made from a fixed seed: the same 300 and more on every machine.</summary>
/// <param name="mark">In the names of files that want out of their archive, and in the text hidden behind pictures.</param>
internal sealed class HostileCorpus(string mark)
{
    private readonly byte[] _png = Pictures.Thermal16(), _grey = Pictures.Grey8(), _flir = new RadiometricJpeg { Payload = "png-native", Chunks = 3, Photo = RadiometricJpeg.Jpeg(64, 48) }.Build();

    /// <summary>Every file; <c>Refuse</c>: no part of it may be accepted, else it must be cleaned of what is wrong with it.</summary>
    public IEnumerable<(string Name, byte[] Bytes, bool Refuse)> Files() => [.. Cut(), .. Flipped(), .. Sizes(), .. Disguised(), .. Polyglots(), .. Numbers(), .. Names(), .. ZipFiles(), .. TarFiles(), .. Noise()];

    private IEnumerable<(string, byte[], bool)> Cut()
    {
        foreach (var (kind, file) in new[] { ("png", _png), ("jpg", _flir), ("jpeg", RadiometricJpeg.Jpeg(90, 60)), ("tif", Tiff(40, 30)), ("zip", Archives.Of(("a.png", _png))), ("tgz", Tars.Packed(Tars.Of(("a.png", _png)))) })
            for (int n = 0; n < 12; n++) yield return ($"cut-{n}.{kind}", file[..(file.Length * n / 13)], n < 6 && kind != "jpg");
    }

    private IEnumerable<(string, byte[], bool)> Flipped()
    {
        foreach (var (kind, file) in new[] { ("png", _png), ("jpg", _flir), ("zip", Archives.Of(("a.png", _png), ("b.png", _grey))), ("tar", Tars.Of(("a.png", _png))) })
            for (int seed = 0; seed < 15; seed++)
            {
                byte[] changed = [.. file];
                var random = new Random(seed);
                for (int n = 0; n < 1 + seed; n++) changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                yield return ($"flipped-{seed}.{kind}", changed, false);
            }
    }

    private static IEnumerable<(string, byte[], bool)> Sizes()
    {
        foreach (var (width, height) in new[] { (60_000, 60_000), (1, 500_000_000), (500_000_000, 1), (0, 10), (10, 0), (int.MaxValue, int.MaxValue), (32_769, 10), (30_000, 30_000), (-5, 7) })
        {
            yield return ($"{width}x{height}.png", Pictures.PngOfZeros(Math.Clamp(width, 1, 1000), Math.Clamp(height, 1, 50)) is var png && Claiming(png, width, height) ? png : [], true);
            yield return ($"{width}x{height}.tif", Tiff(width, height, pixels: false), true);
            yield return ($"{width}x{height}.bmp", Bmp(width, height), true);
        }
        for (int side = 4_000; side <= 9_000; side += 1_000) yield return ($"zeros-{side}.png", Pictures.PngOfZeros(side, side, bitDepth: 8), true);
        foreach (var claims in new (ushort, ushort)[] { (0, 18), (24, 0), (65_535, 65_535), (4_097, 1), (4_000, 4_000) }) yield return ($"flir-{claims.Item1}x{claims.Item2}.jpg", new RadiometricJpeg { Claims = claims }.Build(), true);
    }

    private IEnumerable<(string, byte[], bool)> Disguised()
    {
        foreach (var (name, head) in new (string, byte[])[]
        {
            ("program.png", [0x7f, .. "ELF"u8, 2, 1, 1]), ("program2.jpg", [.. "MZ"u8]), ("page.tif", [.. "<html><script>"u8]), ("drawing.png", [.. "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8]),
            ("paper.jpg", [.. "%PDF-1.7"u8]), ("weights.npy", [0x80, 2, 0x8a, 10]), ("film.jpg", [0, 0, 0, 24, .. "ftypmp42"u8]), ("moving.png", [.. "GIF89a"u8]), ("sound.tif", [.. "RIFF\0\0\0\0WAVE"u8]),
            ("seven.zip", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), ("roshal.zip", [.. "Rar!\u001a\u0007"u8]), ("xz.tar", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), ("script.png", [.. "#!/bin/sh\nrm -rf /\n"u8]), ("macro.jpg", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        }) yield return (name, [.. head, .. Encoding.ASCII.GetBytes(mark), .. new byte[200]], true);
        yield return ("document.zip", Archives.Of(("[Content_Types].xml", "<x/>"u8.ToArray()), ("a.png", _png)), true);
        yield return ("program.zip", Archives.Of(("META-INF/MANIFEST.MF", "x"u8.ToArray()), ("a.png", _png)), true);
        yield return ("nothing.png", [], true);
        yield return ("nothing.zip", Archives.Of(), true);
    }

    private IEnumerable<(string, byte[], bool)> Polyglots()
    {
        byte[][] tails = [Archives.Of(($"../{mark}.png", _png)), Encoding.ASCII.GetBytes($"<html><script>{mark}</script></html>"), [.. "%PDF-1.4 "u8, .. Encoding.ASCII.GetBytes(mark)], [.. new byte[5000], .. Encoding.ASCII.GetBytes(mark)]];
        foreach (var (kind, picture) in new[] { ("png", _png), ("grey.png", _grey), ("jpg", _flir), ("photo.png", Pictures.Photo()), ("photo.jpg", RadiometricJpeg.Jpeg(90, 60)) })
            for (int n = 0; n < tails.Length; n++) yield return ($"polyglot-{n}.{kind}", [.. picture, .. tails[n]], false);
        for (int n = 0; n < 4; n++) // text in the metadata of the photo inside
            yield return ($"inside-{n}.jpg", new RadiometricJpeg { Photo = [0xff, 0xd8, 0xff, (byte)(0xe1 + n), 0, (byte)(mark.Length + 2), .. Encoding.ASCII.GetBytes(mark), .. RadiometricJpeg.Jpeg(64, 48)[2..], .. tails[n]] }.Build(), false);
    }

    private static IEnumerable<(string, byte[], bool)> Numbers()
    {
        foreach (var (word, value) in new[] { ("nan", double.NaN), ("infinite", double.PositiveInfinity), ("minus-infinite", double.NegativeInfinity), ("huge", 1e300) })
        {
            yield return ($"{word}.npy", Npy("<f8", 20, 15, [.. Enumerable.Range(0, 300).SelectMany(_ => BitConverter.GetBytes(value))]), true);
            yield return ($"{word}.csv", Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Repeat(string.Join(',', Enumerable.Repeat(value.ToString(System.Globalization.CultureInfo.InvariantCulture), 20)), 15))), true);
            yield return ($"some-{word}.npy", Npy("<f8", 20, 15, [.. Enumerable.Range(0, 300).SelectMany(i => BitConverter.GetBytes(i % 7 == 0 ? value : 30 + i % 9))]), false);
        }
        foreach (var (name, shape) in new[] { ("claims", "(100000, 100000)"), ("negative", "(-1, 20)"), ("deep", "(2, 2, 2, 2)"), ("none", "()"), ("words", "('a', 'b')") })
            yield return ($"{name}.npy", NpyHeader($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}"), true);
        foreach (var kind in new[] { "|O", "<U99", "<c16", "x" }) yield return ($"objects-{(int)kind[^1]}.npy", Npy(kind, 2, 2, new byte[64]), true);
        foreach (float r1 in new[] { float.NaN, float.PositiveInfinity, 0, -1e30f }) yield return ($"flir-{r1}.jpg", new RadiometricJpeg { R1 = r1 }.Build(), false);
    }

    private IEnumerable<(string, byte[], bool)> Names()
    {
        string[] names =
        [
            $"../../{mark}.png", $"/tmp/{mark}.png", $"..\\..\\{mark}.png", $"C:\\{mark}.png", "CON.png", "nul", "a\0b.png", "a\r\nSet-Cookie: x.png", "\u202egnp.exe", new string('x', 3000) + ".png", "<img src=x onerror=alert(1)>.png",
            "'; DROP TABLE uploads; --.png", "%00.png", "..", ".", " ", "\ud83d\ude00.png", "\ud83d.png", $"~/{mark}.png", "$(reboot).png", "a/../../../b.png", "//server/share.png",
        ];
        for (int n = 0; n < names.Length; n++) yield return (names[n], Pictures.Thermal16(variation: 100 + n), false); // a name is only ever shown
    }

    private IEnumerable<(string, byte[], bool)> ZipFiles()
    {
        foreach (var name in new[] { $"../{mark}.png", $"a/../../{mark}.png", $"..\\{mark}.png", $"/{mark}.png", $"/tmp/{mark}.png", $"C:\\{mark}.png", $"a/\0{mark}.png", $"../../../../../../{mark}.png" })
            yield return ($"slip-{name.Length}-{(int)name[0]}.zip", Archives.Of((name, _png)), false);
        foreach (int type in new[] { 0xA000, 0x6000, 0x2000, 0x1000, 0xC000 })
            yield return ($"special-{type:x}.zip", Archives.Of([($"{mark}", "/etc/passwd"u8.ToArray())], e => e.ExternalAttributes = type << 16), false);
        yield return ("bomb.zip", Archives.Of(("a.bin", new byte[30 << 20])), false);
        yield return ("bombs.zip", Archives.Of([.. Enumerable.Range(0, 120).Select(i => ($"{i}.bin", new byte[1 << 20]))]), false);
        yield return ("nested.zip", Archives.Of(("inner.zip", Archives.Of(("a.png", _png)))), false);
        yield return ("password.zip", Archives.WithPassword(Archives.Of(("a.png", _png))), false);
        foreach (ushort count in new ushort[] { 0, 2, 60_000, ushort.MaxValue }) yield return ($"claims-{count}.zip", Archives.Claiming(Archives.Of(("a.png", _png)), count), false);
        yield return ("twice.zip", Archives.Of(("a.png", _png), ("a.png", _grey)), false);
        yield return ("many.zip", Archives.Of([.. Enumerable.Range(0, 3000).Select(i => ($"{i}", Array.Empty<byte>()))]), false);
    }

    private IEnumerable<(string, byte[], bool)> TarFiles()
    {
        foreach (var type in new[] { TarEntryType.SymbolicLink, TarEntryType.HardLink, TarEntryType.CharacterDevice, TarEntryType.BlockDevice, TarEntryType.Fifo })
            yield return ($"{type}.tar", Tars.Of(TarEntryFormat.Pax, Tars.Special(type, $"{mark}")), false);
        foreach (var name in new[] { $"../{mark}.png", $"/tmp/{mark}.png", $"./../{mark}.png", $"a/./../../{mark}.png" }) yield return ($"slip-{name.Length}-{(int)name[0]}.tar", Tars.Of((name, _png)), false);
        foreach (long size in new[] { long.MaxValue / 4, 1L << 40, 8_589_934_591, 100 }) yield return ($"claims-{size}.tar", Tars.Header("a.png", size, '0'), true);
        foreach (char type in "LKxgS5\0Z") yield return ($"type-{(int)type}.tar", Tars.Header($"../{mark}", 10, type), true);
        yield return ("bomb.tgz", Tars.Packed(Tars.Of(("a.bin", new byte[30 << 20]))), false);
        yield return ("bomb.gz", Tars.Packed(new byte[30 << 20]), true);
        yield return ("link-then-file.tar", Tars.Of(TarEntryFormat.Pax, Tars.Special(TarEntryType.SymbolicLink, "d"), Tars.File(TarEntryFormat.Pax, "d/through-the-link.png", _png)), false);
    }

    private static IEnumerable<(string, byte[], bool)> Noise()
    {
        byte[][] heads = [[], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [0xff, 0xd8, 0xff, 0xe0], [.. "II*\0"u8], [.. "MM\0*"u8], [.. "BM"u8], [.. "\u0093NUMPY"u8], [.. "PK\u0003\u0004"u8], [0x1f, 0x8b, 8, 0], [0xff, 0xd8, 0xff, 0xe1, 0x10, 0, .. "FLIR\0"u8, 1, 0, 0]];
        for (int n = 0; n < heads.Length * 3; n++)
        {
            var noise = new byte[3000 + n];
            new Random(n).NextBytes(noise);
            yield return ($"noise-{n}.{(n % 2 == 0 ? "png" : "zip")}", [.. heads[n % heads.Length], .. noise], true);
        }
    }

    private static bool Claiming(byte[] png, int width, int height)
    {
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return true;
    }

    private static byte[] Tiff(int width, int height, bool pixels = true)
    {
        (ushort Tag, ushort Type, uint Value)[] entries = [(256, 4, (uint)width), (257, 4, (uint)height), (258, 3, 16), (259, 3, 1), (262, 3, 1), (273, 4, 200), (277, 3, 1), (278, 4, (uint)height), (279, 4, (uint)(width * height * 2))];
        var file = new byte[200 + (pixels ? width * height * 2 : 64)];
        "II*\0"u8.CopyTo(file);
        file[4] = 8;
        file[8] = (byte)entries.Length;
        for (int i = 0; i < entries.Length; i++)
        {
            var at = file.AsSpan(10 + 12 * i);
            BinaryPrimitives.WriteUInt16LittleEndian(at, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(at[2..], entries[i].Type);
            at[4] = 1;
            BinaryPrimitives.WriteUInt32LittleEndian(at[8..], entries[i].Value);
        }
        for (int i = 200; i + 1 < file.Length; i += 2) BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(i), (ushort)(29_500 + i % 97));
        return file;
    }

    private static byte[] Bmp(int width, int height)
    {
        var file = new byte[200];
        "BM"u8.CopyTo(file);
        file[10] = 54;
        file[14] = 40;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        (file[26], file[28]) = (1, 24);
        return file;
    }

    private static byte[] Npy(string kind, int width, int height, byte[] data) => [.. NpyHeader($"{{'descr': '{kind}', 'fortran_order': False, 'shape': ({height}, {width}), }}"), .. data];

    private static byte[] NpyHeader(string header) => [0x93, .. "NUMPY"u8, 1, 0, (byte)(header.Length + 1), 0, .. Encoding.ASCII.GetBytes(header + "\n")];
}
