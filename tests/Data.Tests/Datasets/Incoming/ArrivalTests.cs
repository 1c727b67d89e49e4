using System.Security.Cryptography;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Incoming;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Tests.Datasets.Incoming;

/// <summary>The last step of an incoming file, stopped at each of its restart points and done again.</summary>
public sealed class ArrivalTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(5000);
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _upload;
    private string _root = "";
    private IncomingFolder _incoming = null!;

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_bytes));

    private UploadQueries Uploads => _portal.Get<UploadQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _upload = await Uploads.StartAsync(_team, _none);
        _root = Path.Combine(postgres.Folder, Guid.NewGuid().ToString("N"));
        _incoming = new IncomingFolder(_root, TimeSpan.FromHours(1), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("before it was hashed")]
    [InlineData("hashed, not moved")]
    [InlineData("moved, no row")]
    [InlineData("row, not noted")]
    [InlineData("done")]
    public async Task AcceptAsync_AfterACrash_GoesOnAndAddsOneRow(string stopped)
    {
        var file = await WholeAsync();
        using (var writer = _incoming.TryWrite(_team, file.Id)!)
        {
            if (stopped != "before it was hashed") writer.Save(file with { Sha256 = Sha256 });
            if (stopped == "moved, no row") await _portal.Get<IFileStore>().TakeAsync(writer.Bytes, Sha256, _none);
            if (stopped == "row, not noted") await Uploads.AddFileAsync(_team, _upload, file.Name, file.MediaType, writer.Bytes, Sha256, _none);
            if (stopped == "done") await new Arrival(Uploads).AcceptAsync(_team, writer, _none);
        }

        Assert.True(_incoming.Find(_team, _upload, file.Id)!.IsWhole);
        using (var writer = _incoming.TryWrite(_team, file.Id)!) Assert.Equal(ArrivalResult.Accepted, await new Arrival(Uploads).AcceptAsync(_team, writer, _none));
        var item = Assert.Single((await Uploads.ItemsAsync(_team, _upload, null, new PageRequest(0, 10), _none)).Items);
        Assert.Equal((item.Id, "a.png", Verdict.Pending), (_incoming.Find(_team, _upload, file.Id)!.ItemId!.Value, item.OriginalName, item.Verdict));
        using var content = new MemoryStream();
        await using (var blob = _portal.Get<IFileStore>().OpenRead(Sha256)) await blob.CopyToAsync(content, _none);
        Assert.Equal(_bytes, content.ToArray());
        Assert.DoesNotContain(Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories), f => Path.GetFileName(f) == "bytes");
    }

    [Fact]
    public async Task AcceptAsync_BytesThatAreThereAlready_TakesNoSecondPlace()
    {
        using (var content = new MemoryStream(_bytes)) await Uploads.AddFileAsync(_team, _upload, "first.png", "image/png", content, _none);
        var file = await WholeAsync();
        using (var writer = _incoming.TryWrite(_team, file.Id)!) await new Arrival(Uploads).AcceptAsync(_team, writer, _none);
        var items = (await Uploads.ItemsAsync(_team, _upload, null, new PageRequest(0, 10), _none)).Items;
        Assert.Equal(["first.png", "a.png"], items.Select(i => i.OriginalName));
        Assert.Single(items.Select(i => i.FileId).Distinct());
    }

    [Fact]
    public async Task TryWrite_WhileHeld_IsNullAndSweepLeavesIt()
    {
        var old = new IncomingFolder(_root, TimeSpan.Zero, TimeProvider.System);
        var file = await WholeAsync();
        using (_incoming.TryWrite(_team, file.Id)!)
        {
            Assert.Null(_incoming.TryWrite(_team, file.Id));
            Assert.Equal(0, old.Sweep());
        }

        Assert.Null(old.Find(_team, _upload, file.Id));
        Assert.Equal(1, old.Sweep());
        Assert.Null(_incoming.Find(_team, _upload, file.Id));
        Assert.Null(_incoming.TryWrite(_team, file.Id));
    }

    private async Task<IncomingFile> WholeAsync()
    {
        var file = _incoming.Create(_team, new IncomingFile { Id = Guid.CreateVersion7(), UploadId = _upload, Name = "a.png", MediaType = "image/png", Length = _bytes.Length });
        using var writer = _incoming.TryWrite(_team, file.Id)!;
        using var content = new MemoryStream(_bytes);
        Assert.True(await writer.AppendAsync(content, null, _none));
        return writer.Current!;
    }
}
