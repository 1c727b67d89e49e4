using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Tests.Decoding;

public sealed class ArchiveTests
{
    private static readonly byte[] _picture = Pictures.Thermal16();

    [Fact]
    public void Expand_GoodArchive_ListsItsFilesAndLeavesOutLitter()
    {
        using var folder = new Unpacked();
        var (reply, entries) = folder.Expand(Archives.Of(("a.png", _picture), ("people/b.png", _picture), ("people/", []), ("__MACOSX/._a.png", [1]), (".DS_Store", [1])));
        Assert.Null(reply.Refusal);
        Assert.Equal(["a.png", "people/b.png"], entries.Select(e => e.Name));
        Assert.All(entries, e => Assert.Equal(_picture, File.ReadAllBytes(e.File!)));
    }

    [Fact]
    public void Expand_ZipAndTar_SayHowFarTheyAreAndNotForEachFile()
    {
        (string, byte[])[] files = [.. Enumerable.Range(0, 300).Select(i => ($"{i}.png", new byte[10]))];
        foreach (var (archive, all) in new (byte[], int?)[] { (Archives.Of(files), 300), (Tars.Of(files), null) })
        {
            using var folder = new Unpacked();
            folder.Expand(archive);
            Assert.Equal((1, all, archive.Length, null), (folder.Said[0].Files, folder.Said[0].FilesInAll, folder.Said[0].BytesInAll, folder.Said[0].Kept));
            Assert.All(folder.Said, p => Assert.InRange(p.Bytes, 1, archive.Length));
            Assert.InRange(folder.Said.Count, 1, 100); // four a second
        }
    }

    [Theory]
    [InlineData("../evil.png")]
    [InlineData("a/../../evil.png")]
    [InlineData("..\\evil.png")]
    [InlineData("/etc/evil.png")]
    [InlineData("C:\\evil.png")]
    public void Expand_NameOutsideTheArchive_IsRefusedAndTheOthersGoOn(string name)
    {
        using var folder = new Unpacked();
        var (_, entries) = folder.Expand(Archives.Of((name, _picture), ("good.png", _picture)));
        Assert.Equal("archive-path", entries[0].Refusal?.Code);
        Assert.Null(entries[1].Refusal);
        Assert.All(folder.AllFiles(), file => Assert.StartsWith(folder.Target, file, StringComparison.Ordinal));
    }

    [Fact]
    public void Expand_Bomb_StopsEarly()
    {
        using var folder = new Unpacked();
        var (reply, entries) = folder.Expand(Archives.Of(("bomb.bin", new byte[60 << 20]), ("good.png", _picture)));
        Assert.Equal("archive-bomb", entries[0].Refusal?.Code);
        Assert.Null(entries[0].File);
        Assert.Null(reply.Refusal);
        Assert.True(folder.AllFiles().Sum(f => new FileInfo(f).Length) < 2 << 20);
    }

    [Fact]
    public void Expand_ManySmallBombs_TheRestIsRefused()
    {
        using var folder = new Unpacked();
        var entries = Enumerable.Range(0, 200).Select(i => ($"{i}.bin", new byte[1 << 20])).ToArray();
        Assert.Equal("archive-bomb", folder.Expand(Archives.Of(entries)).Reply.Refusal?.Code);
    }

    [Fact]
    public void Expand_Password_IsSaid()
    {
        using var folder = new Unpacked();
        Assert.Equal("archive-password", Assert.Single(folder.Expand(Archives.WithPassword(Archives.Of(("a.png", _picture)))).Entries).Refusal?.Code);
    }

    [Fact]
    public void Expand_Link_IsRefused()
    {
        using var folder = new Unpacked();
        byte[] archive = Archives.Of([("link.png", "/etc/passwd"u8.ToArray())], entry => entry.ExternalAttributes = unchecked((int)0xA1FF0000));
        Assert.Equal("archive-link", Assert.Single(folder.Expand(archive).Entries).Refusal?.Code);
    }

    [Fact]
    public void Expand_NestedArchive_IsRefused()
    {
        using var folder = new Unpacked();
        var (_, entries) = folder.Expand(Archives.Of(("inner.png", Archives.Of(("a.png", _picture))), ("b.png", _picture)));
        Assert.Equal("archive-nested", entries[0].Refusal?.Code);
        Assert.Null(entries[1].Refusal);
    }

    [Fact]
    public void Expand_Truncated_IsDamaged()
    {
        using var folder = new Unpacked();
        byte[] archive = Archives.Of(("a.png", _picture), ("b.png", _picture));
        Assert.Equal("archive-damaged", folder.Expand(archive[..(archive.Length - 40)]).Reply.Refusal?.Code);
    }

    [Fact]
    public void Expand_LyingCount_IsDamaged()
    {
        using var folder = new Unpacked();
        Assert.Equal("archive-damaged", folder.Expand(Archives.Claiming(Archives.Of(("a.png", _picture)), 999)).Reply.Refusal?.Code);
    }

    [Fact]
    public void Expand_TooManyEntries_IsRefusedBeforeReading()
    {
        using var folder = new Unpacked(new ArchiveLimits { Entries = 2 });
        var (reply, entries) = folder.Expand(Archives.Of(("a", [1]), ("b", [2]), ("c", [3])));
        Assert.Equal("archive-entries", reply.Refusal?.Code);
        Assert.Empty(entries);
    }

    [Fact]
    public void Expand_TooMuchInAll_TheRestIsLeftOut()
    {
        using var folder = new Unpacked(new ArchiveLimits { TotalBytes = 3 * _picture.Length });
        var (reply, entries) = folder.Expand(Archives.Of([.. Enumerable.Range(0, 20).Select(i => ($"{i}.png", _picture))]));
        Assert.Equal("archive-size", reply.Refusal?.Code);
        Assert.InRange(entries.Count, 3, 5);
    }

    [Fact]
    public void Expand_EmptyArchive_IsSaid()
    {
        using var folder = new Unpacked();
        Assert.Equal("archive-empty", folder.Expand(Archives.Of()).Reply.Refusal?.Code);
    }

    [Fact]
    public void Expand_OfficeDocument_IsNoArchiveOfPictures()
    {
        using var folder = new Unpacked();
        Assert.Equal("not-an-image", folder.Expand(Archives.Of(("[Content_Types].xml", [1]), ("word/document.xml", [1]))).Reply.Refusal?.Code);
    }
}
