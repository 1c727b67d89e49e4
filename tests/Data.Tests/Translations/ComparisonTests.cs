using Npgsql;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Translations;
using ThermalPortal.Data.Translations.Comparing;

namespace ThermalPortal.Data.Tests.Translations;

/// <summary>The true picture behind a result: thermal pictures of 200 x 100 pixels, visible ones of 800 x 400, crops turned by a quarter.</summary>
public sealed class ComparisonTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;

    // Of 40 x 40 about (60, 50), turned clockwise by a quarter: what lies right in the crop lies below in the picture.
    private static readonly CropRectangle _crop = new(40, 30, 40, 40, 90);

    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset, _thermalItem, _pair;

    private ComparisonQueries Comparisons => _portal.Get<ComparisonQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Find_AffineAlignmentAndTurnedCrop_MapsAsComputedByHand()
    {
        await ImportAsync("");
        // visible -> thermal: x = u / 4 + 5, y = v / 5 + 2; so thermal -> visible: u = 4 (x - 5), v = 5 (y - 2).
        PointPair[] points = [.. new PicturePoint[] { new(0, 0), new(400, 0), new(0, 300) }.Select(p => new PointPair(new(p.X / 4 + 5, p.Y / 5 + 2), p))];
        Assert.Equal(AlignmentOutcome.Done, await _portal.Get<AlignmentQueries>().SaveAsync(_team, _pair, null, TransformKind.Affine, points, _none));
        var truth = (await FindAsync())!.Truth!;
        Assert.Equal((true, 800, 400, _pair, _dataset), (truth.Aligned, truth.Width, truth.Height, truth.PairId, truth.DatasetId));
        Near(220, 240, truth.FromCrop.Apply(new(.5, .5))); // the middle: thermal (60, 50)
        Near(300, 140, truth.FromCrop.Apply(new(0, 0))); // the top left corner of the crop is the top right one of the picture: thermal (80, 30)
        Near(300, 340, truth.FromCrop.Apply(new(1, 0))); // thermal (80, 70)
        Near(140, 340, truth.FromCrop.Apply(new(1, 1))); // thermal (40, 70)
    }

    [Fact]
    public async Task Find_AlignedByTheDataSet_IsScaled()
    {
        await ImportAsync("yes");
        var truth = (await FindAsync())!.Truth!;
        Assert.True(truth.Aligned);
        Near(240, 200, truth.FromCrop.Apply(new(.5, .5))); // thermal (60, 50), four times as large
        Near(320, 120, truth.FromCrop.Apply(new(0, 0))); // thermal (80, 30)
    }

    [Fact]
    public async Task Find_AlignedButOfAnotherShape_IsNotBelieved()
    {
        await ImportAsync("yes", visibleHeight: 500);
        Assert.False((await FindAsync())!.Truth!.Aligned);
    }

    [Fact]
    public async Task Find_NotAligned_ShowsTheWholePicture()
    {
        await ImportAsync("");
        var truth = (await FindAsync())!.Truth!;
        Assert.False(truth.Aligned);
        Near(0, -200, truth.FromCrop.Apply(new(0, 0))); // 800 x 400 in the middle of a square of 800
        Near(800, 600, truth.FromCrop.Apply(new(1, 1)));
    }

    [Fact]
    public async Task Find_NoPairOrDatasetInTheTrash_KnowsNoTruth()
    {
        await ImportAsync("yes");
        var result = await TranslateAsync(_thermalItem);
        Assert.NotNull((await Comparisons.FindAsync(_team, result, _none))!.Truth);
        await _portal.Get<TrashQueries>().DeleteAsync(_team, _dataset, _none);
        Assert.Null((await Comparisons.FindAsync(_team, result, _none))!.Truth);
        var alone = (await Comparisons.FindAsync(_team, await TranslateAsync((await _portal.NewItemAsync(_team, "alone.png")).Id), _none))!;
        Assert.Equal(("alone.png", "base", _crop), (alone.FileName, alone.ModelName, alone.Result.Crop));
        Assert.Null(alone.Truth);
    }

    [Fact]
    public async Task Find_SamePictureInTwoDatasets_TakesThePairThatIsAligned()
    {
        await ImportAsync("yes");
        var (aligned, upload) = (_pair, (await UploadOfAsync(_thermalItem)));
        await _portal.Get<DatasetImport>().CommitAsync(_team, await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Again" }, _none), upload, null, _none);
        await MeasureAsync(400);
        await ExecuteAsync($"UPDATE capture_pairs SET aligned = false WHERE id <> '{aligned}'");
        Assert.Equal(2, await CountAsync("capture_pairs"));
        Assert.Equal(aligned, (await FindAsync())!.Truth!.PairId);
    }

    [Fact]
    public async Task FindAndNewest_OtherTeam_SeesNothing()
    {
        await ImportAsync("yes");
        var result = await TranslateAsync(_thermalItem);
        var other = await _portal.NewTeamAsync("other");
        Assert.Equal(result, await Comparisons.NewestAsync(_team, _thermalItem, _none));
        Assert.Null(await Comparisons.FindAsync(other, result, _none));
        Assert.Null(await Comparisons.NewestAsync(other, _thermalItem, _none));
    }

    [Fact]
    public async Task Newest_SeveralRuns_IsTheLastThatHasResultsAndIsNotInTheTrash()
    {
        var item = (await _portal.NewItemAsync(_team)).Id;
        Assert.Null(await Comparisons.NewestAsync(_team, item, _none));
        var (first, second) = (await TranslateAsync(item), await TranslateAsync(item));
        await StartAsync(item); // waits
        Assert.Equal(second, await Comparisons.NewestAsync(_team, item, _none));
        var run = (await Comparisons.FindAsync(_team, second, _none))!.RunId;
        await _portal.Get<TranslationQueries>().DeleteAsync(_team, run, _none);
        Assert.Equal(first, await Comparisons.NewestAsync(_team, item, _none));
        Assert.Null(await Comparisons.FindAsync(_team, second, _none));
    }

    private static void Near(double x, double y, PicturePoint actual)
    {
        Assert.Equal(x, actual.X, 1e-6);
        Assert.Equal(y, actual.Y, 1e-6);
    }

    private async Task<ResultComparison?> FindAsync() => await Comparisons.FindAsync(_team, await TranslateAsync(_thermalItem), _none);

    /// <summary>A dataset of one pair, seen by a worker.</summary>
    private async Task ImportAsync(string aligned, int visibleHeight = 400)
    {
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set" }, _none);
        var upload = await _portal.NewUploadAsync(_team, "t.png", "v.png", $"manifest.csv=path,modality,pair,aligned\nt.png,thermal,1,\nv.png,visible,1,{aligned}\n");
        await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, upload, null, _none);
        await MeasureAsync(visibleHeight);
        var pair = (await _portal.Get<Data.Datasets.Captures.CaptureQueries>().PairsAsync(_team, _dataset, new(), new PageRequest(0, 1), _none)).Items[0];
        (_pair, _thermalItem) = (pair.Id, pair.Thermal!.ItemId);
    }

    private async Task MeasureAsync(int visibleHeight)
    {
        using var view = new MemoryStream([1]);
        var file = (await _portal.Get<FileQueries>().AddAsync(_team, view, "image/webp", _none)).Id;
        await using var command = _portal.Get<NpgsqlDataSource>().CreateCommand("SELECT id, path FROM captures");
        await using var rows = await command.ExecuteReaderAsync(_none);
        List<(Guid Id, bool Thermal)> captures = [];
        while (await rows.ReadAsync(_none)) captures.Add((rows.GetGuid(0), rows.GetString(1) == "t.png"));
        foreach (var (id, thermal) in captures)
            await _portal.Get<ViewWork>().SaveAsync(_team, id, null, file, new CaptureMeasure(100, 0, 1, Random.Shared.NextInt64()) { Width = thermal ? 200 : 800, Height = thermal ? 100 : visibleHeight }, _none);
    }

    private async Task<Guid> StartAsync(Guid item) => await _portal.Get<TranslationQueries>().CreateAsync(
        _team, new NewTranslation { ModelVersionId = (await _portal.NewModelAsync()).Id, Options = new(), Inputs = [new(item)] }, _none);

    /// <summary>Answers the result.</summary>
    private async Task<Guid> TranslateAsync(Guid item)
    {
        var run = await StartAsync(item);
        var lease = (await _portal.Get<RunLifecycle>().ClaimAsync(run, "w", _none))!;
        using var content = new MemoryStream([2]);
        var picture = (await _portal.Get<FileQueries>().AddAsync(_team, content, "image/png", _none)).Id;
        var input = (await _portal.Get<RunWork>().LoadAsync(lease, _none))!.Inputs[0].InputId;
        await _portal.Get<RunWork>().SaveAsync(lease, input, new InputOutcome { Results = [new ResultOutcome(0, 0, picture, 1, _crop, picture)], Attributes = [] }, _none);
        return (await _portal.Get<TranslationQueries>().FindAsync(_team, run, _none))!.Inputs[0].Results[0].Id;
    }

    private async Task<Guid> UploadOfAsync(Guid item) => (await _portal.Get<ImageQueries>().FindAsync(_team, item, _none))!.UploadId;

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _portal.Get<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_none);
    }

    private async Task<long> CountAsync(string table)
    {
        await using var command = _portal.Get<NpgsqlDataSource>().CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync(_none))!;
    }
}
