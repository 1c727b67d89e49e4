using System.Formats.Tar;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Tests.Decoding;

/// <summary>A tar meets the same guards as a zip, and some that only a stream without a list needs.</summary>
public sealed class TarTests
{
    private static readonly byte[] _picture = Pictures.Thermal16();

    [Theory]
    [InlineData(TarEntryFormat.Ustar, false)]
    [InlineData(TarEntryFormat.Pax, true)]
    [InlineData(TarEntryFormat.Gnu, true)]
    public void Expand_GoodArchive_ListsItsFilesAndLeavesOutLitter(TarEntryFormat format, bool packed)
    {
        var deep = $"{new string('d', 90)}/{new string('n', 90)}.png"; // longer than the header's own field
        byte[] tar = Tars.Of(format, Tars.File(format, "./a.png", _picture), Tars.File(format, deep, _picture), Tars.File(format, "._a.png", [1]), Tars.File(format, "x/.DS_Store", [1]));
        using var folder = new Unpacked();
        var (reply, entries) = folder.Expand(packed ? Tars.Packed(tar) : tar);
        Assert.Null(reply.Refusal);
        Assert.Equal(["a.png", deep], entries.Select(e => e.Name));
        Assert.All(entries, e => Assert.Equal(_picture, File.ReadAllBytes(e.File!)));
    }

    [Theory]
    [InlineData("../evil.png")]
    [InlineData("./../evil.png")]
    [InlineData("a/../../evil.png")]
    [InlineData("..\\evil.png")]
    [InlineData("/etc/evil.png")]
    [InlineData("C:\\evil.png")]
    public void Expand_NameOutsideTheArchive_IsRefusedAndTheOthersGoOn(string name)
    {
        using var folder = new Unpacked();
        var (_, entries) = folder.Expand(Tars.Of((name, _picture), ("good.png", _picture)));
        Assert.Equal("archive-path", entries[0].Refusal?.Code);
        Assert.Null(entries[1].Refusal);
        Assert.All(folder.AllFiles(), file => Assert.StartsWith(folder.Target, file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Fifo)]
    public void Expand_LinkOrDevice_IsRefusedAndTheOthersGoOn(TarEntryType type)
    {
        using var folder = new Unpacked();
        var (_, entries) = folder.Expand(Tars.Of(TarEntryFormat.Pax, Tars.Special(type, "x.png"), Tars.File(TarEntryFormat.Pax, "good.png", _picture)));
        Assert.Equal("archive-link", entries[0].Refusal?.Code);
        Assert.Null(entries[1].Refusal);
    }

    [Fact]
    public void Expand_Folder_IsNoEntry()
    {
        using var folder = new Unpacked();
        Assert.Equal("archive-empty", folder.Expand(Tars.Of(TarEntryFormat.Pax, Tars.Special(TarEntryType.Directory, "people/"))).Reply.Refusal?.Code);
    }

    [Fact]
    public void Expand_Bomb_StopsEarly()
    {
        using var folder = new Unpacked();
        var (reply, entries) = folder.Expand(Tars.Packed(Tars.Of(("good.png", _picture), ("bomb.bin", new byte[60 << 20]), ("late.png", _picture))));
        Assert.Equal("archive-bomb", reply.Refusal?.Code);
        Assert.Equal("good.png", Assert.Single(entries).Name);
        Assert.True(folder.AllFiles().Sum(f => new FileInfo(f).Length) < 2 << 20);
    }

    [Fact]
    public void Expand_BombThatIsSkipped_StopsEarlyToo()
    {
        using var folder = new Unpacked(new ArchiveLimits { EntryBytes = 1 << 20 });
        var (reply, entries) = folder.Expand(Tars.Packed(Tars.Of(("too large to unpack.bin", new byte[60 << 20]), ("late.png", _picture))));
        Assert.Equal("archive-bomb", reply.Refusal?.Code);
        Assert.Equal("too-large", Assert.Single(entries).Refusal?.Code);
    }

    [Fact]
    public void Expand_NestedArchive_IsRefused()
    {
        using var folder = new Unpacked();
        var inner = Tars.Of(("a.png", _picture));
        var (_, entries) = folder.Expand(Tars.Of(("inner.tar", inner), ("inner.tgz", Tars.Packed(inner)), ("inner.zip", Archives.Of(("a.png", _picture))), ("b.png", _picture)));
        Assert.Equal(["archive-nested", "archive-nested", "archive-nested", null], entries.Select(e => e.Refusal?.Code));
    }

    [Fact]
    public void Expand_TooManyEntries_TheRestIsLeftOut()
    {
        using var folder = new Unpacked(new ArchiveLimits { Entries = 2 });
        var (reply, entries) = folder.Expand(Tars.Of(("a", [1]), ("b", [2]), ("c", [3])));
        Assert.Equal("archive-entries", reply.Refusal?.Code);
        Assert.Equal(2, entries.Count);
    }

    [Fact]
    public void Expand_TooMuchInAll_TheRestIsLeftOut()
    {
        using var folder = new Unpacked(new ArchiveLimits { TotalBytes = 3 * _picture.Length });
        var (reply, entries) = folder.Expand(Tars.Of([.. Enumerable.Range(0, 20).Select(i => ($"{i}.png", _picture))]));
        Assert.Equal("archive-size", reply.Refusal?.Code);
        Assert.InRange(entries.Count, 3, 5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Expand_CutShort_IsDamagedAndWhatCameBeforeStays(bool packed)
    {
        using var folder = new Unpacked();
        byte[] noise = new byte[200_000];
        new Random(1).NextBytes(noise);
        byte[] tar = Tars.Of(("a.png", _picture), ("b.bin", noise));
        byte[] archive = packed ? Tars.Packed(tar) : tar;
        var (reply, entries) = folder.Expand(archive[..(archive.Length - 100_000)]);
        Assert.Equal("archive-damaged", reply.Refusal?.Code);
        Assert.Equal("a.png", Assert.Single(entries).Name);
        Assert.Equal(["0.bin", "entries.jsonl"], folder.AllFiles().Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData('0', 8_589_934_591)] // a file of 8 GiB that is not there
    [InlineData('x', 400_000_000)] // an extended header of 400 MB that is not there
    [InlineData('L', 400_000_000)] // a name as long
    public void Expand_LyingSize_IsRefused(char type, long size)
    {
        using var folder = new Unpacked();
        var (reply, _) = folder.Expand([.. Tars.Header("a.png", size, type), .. new byte[2048]]);
        Assert.Equal("archive-damaged", reply.Refusal?.Code);
    }

    [Fact]
    public void Expand_BytesChangedAnywhere_NeverEscapes()
    {
        byte[] good = Tars.Of(TarEntryFormat.Pax, Tars.File(TarEntryFormat.Pax, $"{new string('d', 120)}/a.png", _picture), Tars.Special(TarEntryType.SymbolicLink, "l"), Tars.File(TarEntryFormat.Pax, "b.png", _picture));
        var random = new Random(7);
        for (var round = 0; round < 400; round++)
        {
            byte[] bad = [.. good];
            for (var change = 0; change < 1 + round % 12; change++) bad[random.Next(Math.Min(bad.Length, 4096))] = (byte)random.Next(256);
            using var folder = new Unpacked();
            var (reply, entries) = folder.Expand(round % 2 == 0 ? bad : Tars.Packed(bad));
            Assert.Equal(reply.Count, entries.Count);
            Assert.All(folder.AllFiles(), file => Assert.StartsWith(folder.Target, file, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Inspect_TarAndPackedTar_AreArchivesAndASingleGzipIsNot()
    {
        await using var decoder = new DecoderFixture();
        byte[] tar = Tars.Of(("a.png", _picture));
        Assert.True((await InspectAsync(tar)).IsArchive);
        Assert.True((await InspectAsync(Tars.Packed(tar))).IsArchive);
        Assert.Equal("archive-kind", (await InspectAsync(Tars.Packed(_picture))).Refusal?.Code);
        Assert.Equal("archive-kind", (await InspectAsync([0x1f, 0x8b, 8, 0, 1, 2, 3])).Refusal?.Code);

        Task<InspectReply> InspectAsync(byte[] bytes) => decoder.Supervisor.InspectAsync(new InspectRequest(decoder.Write("a.bin", bytes), "a.bin"), CancellationToken.None);
    }
}
