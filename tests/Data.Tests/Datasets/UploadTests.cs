using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Data.Tests.Datasets;

public sealed class UploadTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;

    private UploadQueries Uploads => _portal.Get<UploadQueries>();

    private UploadWork Work => _portal.Get<UploadWork>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Upload_ThreeFilesAndAnArchive_EveryFileGetsAVerdict()
    {
        var upload = await Uploads.StartAsync(_team, _none);
        await AddAsync(upload, "good.png", 1);
        await AddAsync(upload, "bad.txt", 2);
        await AddAsync(upload, "faces.zip", 3);
        await Uploads.AddRefusedAsync(_team, upload, "huge.tiff", FileVerdict.Rejected("too_large", "It is too large.", "Send less."), _none);
        Assert.False(await Work.FinishAsync(_team, upload, _none));
        Assert.True(await Uploads.CloseAsync(_team, upload, _none));
        Assert.False(await Uploads.CloseAsync(_team, upload, _none));
        Assert.Equal([upload], await Work.UnfinishedAsync(_none));
        Assert.Equal(_team, await Work.ScopeOfAsync(upload, _none));

        var pending = await Work.PendingAsync(_team, upload, 10, _none);
        Assert.Equal(["good.png", "bad.txt", "faces.zip"], pending.Select(file => file.Name));
        Assert.All(pending, file => Assert.Equal((64, 1), (file.Sha256!.Length, file.Bytes)));
        Assert.True(await Work.SetVerdictAsync(_team, pending[0].ItemId, FileVerdict.Accepted(Modality.Thermal, RadiometryBadge.RadiometricC, 640, 480), _none));
        Assert.True(await Work.SetVerdictAsync(_team, pending[1].ItemId, FileVerdict.Rejected("not_an_image", "It is text.", "Send an image."), _none));
        await AddAsync(upload, "faces.zip/a.png", 4);
        Assert.True(await Work.SetVerdictAsync(_team, pending[2].ItemId, FileVerdict.Expanded(), _none));
        Assert.False(await Work.FinishAsync(_team, upload, _none));
        var entry = Assert.Single(await Work.PendingAsync(_team, upload, 10, _none));
        await Work.SetVerdictAsync(_team, entry.ItemId, FileVerdict.Accepted(Modality.Thermal, RadiometryBadge.Relative8, 8, 8), _none);
        Assert.True(await Work.FinishAsync(_team, upload, _none));
        Assert.False(await Work.FinishAsync(_team, upload, _none));

        var summary = (await Uploads.FindAsync(_team, upload, _none))!;
        Assert.Equal((UploadState.Finished, 0, 2, 2), (summary.State, summary.Pending, summary.Accepted, summary.Rejected));
        Assert.NotNull(summary.FinishedAt);
        var rejected = await Uploads.ItemsAsync(_team, upload, Verdict.Rejected, new PageRequest(0, 10), _none);
        Assert.Equal([("bad.txt", "not_an_image"), ("huge.tiff", "too_large")], rejected.Items.Select(i => (i.OriginalName, i.ReasonCode)));
        Assert.Equal(2, (await _portal.Get<ImageQueries>().PageAsync(_team, null, new PageRequest(0, 1), _none)).Total);
        Assert.Null(await AddAsync(upload, "late.png", 5));
    }

    [Fact]
    public async Task Unpacking_WhileAnArchiveIsRead_IsShownUntilItsFilesAreThere()
    {
        var upload = await Uploads.StartAsync(_team, _none);
        await AddAsync(upload, "faces.zip", 3);
        var progress = new ArchiveProgress(120, null, 4_000_000_000, 9_000_000_000);
        await Work.SetUnpackingAsync(_team, upload, progress, _none);
        Assert.Null((await Uploads.FindAsync(_team, upload, _none))!.Unpacking); // still being sent
        await Uploads.CloseAsync(_team, upload, _none);
        await Work.SetUnpackingAsync(_team, upload, progress, _none);
        await Work.SetUnpackingAsync(await _portal.NewTeamAsync("stranger"), upload, progress with { Files = 1 }, _none);
        Assert.Equal(progress, (await Uploads.FindAsync(_team, upload, _none))!.Unpacking);
        await Work.ExpandAsync(_team, upload, (await Work.PendingAsync(_team, upload, 1, _none))[0].ItemId, [], FileVerdict.Expanded(), _none);
        Assert.Null((await Uploads.FindAsync(_team, upload, _none))!.Unpacking);
    }

    [Fact]
    public async Task SetVerdictAsync_Twice_TheFirstStays()
    {
        var item = await _portal.NewItemAsync(_team);
        Assert.True(await Work.SetVerdictAsync(_team, item.Id, FileVerdict.Accepted(Modality.Thermal, RadiometryBadge.RawCounts, 3, 4), _none));
        Assert.False(await Work.SetVerdictAsync(_team, item.Id, FileVerdict.Rejected("x", "x", "x"), _none));
        var row = (await _portal.Get<ImageQueries>().FindAsync(_team, item.Id, _none))!;
        Assert.Equal((Verdict.Accepted, RadiometryBadge.RawCounts, 3, 4, null), (row.Verdict, row.Badge, row.Width, row.Height, row.Reason));
    }

    [Fact]
    public async Task AddFileAsync_VeryLongName_KeepsItsEnd()
    {
        var item = await AddAsync(await Uploads.StartAsync(_team, _none), new string('a', 5000) + ".png", 1);
        Assert.Equal(1024, item!.OriginalName.Length);
        Assert.EndsWith(".png", item.OriginalName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\0b\r\n.png", "ab\n.png")]
    [InlineData("../../etc/pässword\u0001", "../../etc/pässword")]
    public async Task AddFileAsync_NameWithWhatPostgresRefuses_IsKeptClean(string name, string kept)
    {
        var item = await AddAsync(await Uploads.StartAsync(_team, _none), name, 1);
        Assert.Equal(kept, (await _portal.Get<ImageQueries>().FindAsync(_team, item!.Id, _none))!.OriginalName);
    }

    [Fact]
    public async Task AddFileAsync_NameWithBrokenSurrogate_IsKeptClean() => Assert.Equal(
        "\ufffd.png", (await AddAsync(await Uploads.StartAsync(_team, _none), "\ud83d.png", 1))!.OriginalName);

    [Fact]
    public async Task SetVerdictAsync_ReasonWithNulByte_IsKept()
    {
        var item = await _portal.NewItemAsync(_team);
        Assert.True(await Work.SetVerdictAsync(_team, item.Id, FileVerdict.Rejected("x", "starts with 'PK\0'", new string('a', 9999)), _none));
    }

    private async Task<ImageItem?> AddAsync(Guid upload, string name, byte content)
    {
        using var stream = new MemoryStream([content]);
        return await Uploads.AddFileAsync(_team, upload, name, "application/octet-stream", stream, _none);
    }
}
