using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Pairing;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Tests.Datasets.Import;

/// <summary>Photos found inside thermal files, from their verdict to their pair.</summary>
public sealed class EmbeddedPhotoTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set" }, _none);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task CommitAsync_PhotoInside_IsThePartnerAndShowsTheSamePerson()
    {
        await ImportAsync(("manifest.csv", "path,subject,session\nada/1.jpg,ada,s1\n", null), ("ada/1.jpg", "thermal", "photo"));
        var pair = (await PairsAsync()).Single();
        Assert.Equal((PairRule.EmbeddedPhoto, false, null), (pair.Rule, pair.Aligned, pair.AlignmentId));
        Assert.Equal(("ada/1.jpg", "ada/1.photo.jpg"), (pair.Thermal!.Path, pair.Visible!.Path));
        Assert.Equal((pair.Thermal.SubjectId, "s1"), (pair.Visible.SubjectId, pair.Visible.Session));
    }

    [Fact]
    public async Task CommitAsync_TheSameAgain_AddsNothing()
    {
        await ImportAsync(("a/1.jpg", "thermal", "photo"));
        var again = await ImportAsync(("b/2.jpg", "thermal", "photo"));
        Assert.Equal((0, 2, 0), (again.Items.Count, again.Duplicates.Count, again.Pairing.Pairs.Count));
        Assert.Single(await PairsAsync());
    }

    [Fact]
    public async Task CommitAsync_SameThermalFileTwiceInOneUpload_IsOnePair()
    {
        var plan = await ImportAsync(("b/1.jpg", "thermal", "photo"), ("a/1.jpg", "thermal", "photo"));
        Assert.Equal((2, 2, 1), (plan.Items.Count, plan.Duplicates.Count, plan.Pairing.Pairs.Count));
    }

    [Fact]
    public async Task CommitAsync_ThermalFileWasThereWithoutItsPhoto_PhotoFindsIt()
    {
        await ImportAsync(("a/1.jpg", "thermal", null));
        await ImportAsync(("new/1.jpg", "thermal", "photo"));
        Assert.Equal("a/1.jpg", (await PairsAsync()).Single().Thermal!.Path);
    }

    [Fact]
    public async Task CommitAsync_AnotherPartnerByName_PhotoIsKeptButNotPaired()
    {
        var plan = await ImportAsync(("a/1.jpg", "thermal", "photo"), ("a/1.png", "visible", null));
        Assert.Equal((PairRule.SameName, 1), (plan.Pairing.Pairs.Single().Rule, plan.Pairing.Excluded.Count));
        var left = (await _portal.Get<CaptureQueries>().TrayAsync(_team, _dataset, Tray.Excluded, new(), new PageRequest(0, 10), _none)).Items.Single();
        Assert.Equal(("a/1.photo.jpg", "Its thermal picture has another partner."), (left.Path, left.TrayReason));
    }

    [Fact]
    public async Task SetVerdictsAsync_Twice_OnePhotoRow()
    {
        var item = await _portal.NewItemAsync(_team, "1.jpg");
        var judged = new JudgedFile(item.Id, FileVerdict.Accepted(Modality.Thermal, RadiometryBadge.RadiometricC, 8, 8)) { Photo = new EmbeddedPhoto(item.FileId!.Value, "1.photo.jpg", 4, 5) };
        Assert.Equal(1, await _portal.Get<UploadWork>().SetVerdictsAsync(_team, item.UploadId, [judged], _none));
        Assert.Equal(0, await _portal.Get<UploadWork>().SetVerdictsAsync(_team, item.UploadId, [judged], _none));
        var rows = (await _portal.Get<UploadQueries>().ItemsAsync(_team, item.UploadId, null, new PageRequest(0, 10), _none)).Items;
        Assert.Equal([("1.jpg", Modality.Thermal, null), ("1.photo.jpg", Modality.Visible, (Guid?)item.Id)], rows.Select(r => (r.OriginalName, r.Modality, r.EmbeddedIn)));
        Assert.Equal((Verdict.Accepted, EmbeddedPhoto.Code, 4, 5), (rows[1].Verdict, rows[1].ReasonCode, rows[1].Width, rows[1].Height));
    }

    private async Task<IReadOnlyList<CapturePair>> PairsAsync() => (await _portal.Get<CaptureQueries>().PairsAsync(_team, _dataset, new(), new PageRequest(0, 10), _none)).Items;

    private async Task<ImportPlan> ImportAsync(params (string Name, string Content, string? Photo)[] files)
    {
        var (uploads, work, upload) = (_portal.Get<UploadQueries>(), _portal.Get<UploadWork>(), await _portal.Get<UploadQueries>().StartAsync(_team, _none));
        foreach (var (name, content, photo) in files)
        {
            var item = await uploads.AddFileAsync(_team, upload, name, "image/jpeg", Bytes(content), _none);
            var verdict = content switch
            {
                "thermal" => FileVerdict.Accepted(Modality.Thermal, RadiometryBadge.RadiometricC, 8, 8),
                "visible" => FileVerdict.Visible("ordinary-photo", "x", "x", 8, 8),
                _ => FileVerdict.Rejected("not-an-image", "x", "x"),
            };
            var inside = photo is null ? null : new EmbeddedPhoto((await _portal.Get<FileQueries>().AddAsync(_team, Bytes(photo), "image/jpeg", _none)).Id, Path.ChangeExtension(name, ".photo.jpg"), 8, 8);
            await work.SetVerdictsAsync(_team, upload, [new JudgedFile(item!.Id, verdict) { Photo = inside }], _none);
        }
        await uploads.CloseAsync(_team, upload, _none);
        await work.FinishAsync(_team, upload, _none);
        return (await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, upload, null, _none))!;
    }

    private static MemoryStream Bytes(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));
}
