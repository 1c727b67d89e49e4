using ThermalPortal.Data.Datasets.ServerFolders;

namespace ThermalPortal.Data.Tests.Datasets.ServerFolders;

public sealed class AllowedFoldersTests : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("thermalportal-folders-").FullName;
    private static readonly Guid _team = Guid.NewGuid();
    private readonly AllowedFolders _allowed;

    public AllowedFoldersTests()
    {
        Write("allowed/a/1.png", "allowed/a/deep/2.png", "allowed/.hidden/3.png", "allowed/a/.DS_Store", "outside/secret.png");
        _allowed = new AllowedFolders(new ServerFolderOptions { Roots = { ["recordings"] = Path.Combine(_top, "allowed") } });
    }

    public void Dispose() => Directory.Delete(_top, recursive: true);

    [Fact]
    public void Find_FolderBelow_ListsAndReadsIt()
    {
        var root = _allowed.Find(_team, "recordings", "", out var refusal)!;
        Assert.Null(refusal);
        Assert.Equal(["a"], root.List().Folders);
        Assert.Equal(["a/1.png", "a/deep/2.png"], root.Files().Select(f => f.Name));
        var folder = _allowed.Find(_team, "recordings", "a/", out _)!;
        Assert.Equal(("a", 1, 7), (folder.Path, folder.List().Files, (int)folder.List().Bytes));
        using var content = ServerFolder.Open(folder.Files().First());
        Assert.Equal("a/1.png"u8.Length, content.Length);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/..")]
    [InlineData("./a")]
    [InlineData("/")]
    [InlineData("/etc")]
    [InlineData("..\\outside")]
    [InlineData("a\0/../..")]
    public void Find_PathOutOfTheRoot_IsRefused(string path)
    {
        Assert.Null(_allowed.Find(_team, "recordings", path, out var refusal));
        Assert.Contains("leads out", refusal);
    }

    [Fact]
    public void Find_AbsolutePathOfAnotherFolder_IsRefused()
    {
        Assert.Null(_allowed.Find(_team, "recordings", Path.Combine(_top, "outside"), out _));
        Assert.Null(_allowed.Find(_team, Path.Combine(_top, "outside"), "", out var refusal));
        Assert.Contains("Allowed are: recordings", refusal);
        Assert.Null(_allowed.Find(_team, "recordings", "gone", out refusal));
        Assert.Contains("no folder 'gone'", refusal);
    }

    [Fact]
    public void Find_LinkOutOfTheRoot_IsRefusedHoweverItIsReached()
    {
        var allowed = Path.Combine(_top, "allowed");
        Directory.CreateSymbolicLink(Path.Combine(allowed, "out"), Path.Combine(_top, "outside"));
        Directory.CreateSymbolicLink(Path.Combine(allowed, "a", "up"), "../..");
        File.CreateSymbolicLink(Path.Combine(allowed, "a", "9.png"), Path.Combine(_top, "outside", "secret.png"));
        Assert.Null(_allowed.Find(_team, "recordings", "out", out var refusal));
        Assert.Contains("passes a link (out)", refusal);
        Assert.Null(_allowed.Find(_team, "recordings", "a/up/outside", out _));

        var root = _allowed.Find(_team, "recordings", "", out _)!;
        Assert.Equal(["a"], root.List().Folders); // not even its name is offered
        var files = root.Files().ToDictionary(f => f.Name, f => f.Refusal?.ReasonCode);
        Assert.Equal([("a/1.png", null), ("a/9.png", "link"), ("a/deep/2.png", null), ("a/up", "link"), ("out", "link")], files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value)));
    }

    [Fact]
    public void Open_FolderReplacedByALinkMeanwhile_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells where an open file lies.");
        var file = _allowed.Find(_team, "recordings", "a", out _)!.Files().Single(f => f.Name == "1.png");
        Write("outside/1.png");
        Directory.Delete(Path.Combine(_top, "allowed", "a"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(_top, "allowed", "a"), Path.Combine(_top, "outside"));
        Assert.Contains("replaced by a link", Assert.Throws<IOException>(() => ServerFolder.Open(file)).Message);
    }

    [Fact]
    public void Files_OfARootBehindALink_AreRead()
    {
        Directory.CreateSymbolicLink(Path.Combine(_top, "mounted"), Path.Combine(_top, "allowed"));
        var folders = new AllowedFolders(new ServerFolderOptions { Roots = { ["recordings"] = Path.Combine(_top, "mounted") } });
        using var content = ServerFolder.Open(folders.Find(_team, "recordings", "a", out _)!.Files().First());
        Assert.True(content.Length > 0);
    }

    [Fact]
    public void Roots_KeptForATeam_AreUnknownToOthers()
    {
        var folders = new AllowedFolders(new ServerFolderOptions { Roots = { ["all"] = Path.Combine(_top, "outside"), ["own"] = Path.Combine(_top, "allowed") }, Teams = { ["own"] = [_team] } });
        Assert.Equal(["all", "own"], folders.RootsOf(_team));
        Assert.NotNull(folders.Find(_team, "own", "a", out _));
        var stranger = Guid.NewGuid();
        Assert.Equal(["all"], folders.RootsOf(stranger));
        Assert.Null(folders.Find(stranger, "own", "a", out var refusal));
        Assert.Equal("The portal may not import from 'own'. Allowed are: all.", refusal); // as of one that does not exist
        Assert.Contains("Portal:Import:Teams:onw", Assert.Single(new ServerFolderOptions { Teams = { ["onw"] = [_team] } }.Validate(_top)), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_FoldersThatMustNotBeOpened_AreAllNamed()
    {
        var data = Path.Combine(_top, "data");
        Directory.CreateDirectory(Path.Combine(data, "files"));
        Directory.CreateSymbolicLink(Path.Combine(_top, "sly"), data);
        var options = new ServerFolderOptions { Roots = { ["disk"] = Path.GetPathRoot(_top)!, ["relative"] = "recordings", ["data"] = data, ["above"] = _top, ["below"] = Path.Combine(data, "files"), ["sly"] = Path.Combine(_top, "sly"), ["good"] = Path.Combine(_top, "allowed") } };
        var errors = options.Validate(data);
        Assert.Equal(["above", "below", "data", "disk", "relative", "sly"], errors.Select(e => e.Split(' ')[0].Split(':')[3]).Order());
    }

    private void Write(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.Combine(_top, Path.GetDirectoryName(name)!));
            File.WriteAllText(Path.Combine(_top, name), name["allowed/".Length..]);
        }
    }
}
