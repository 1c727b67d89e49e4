using Npgsql;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Suggestions;

namespace ThermalPortal.Data.Tests.Datasets.Alignments;

public sealed class AlignmentTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private AlignedPairs _pairs = null!;
    private Guid _pair;

    private AlignmentQueries Alignments => _pairs.Alignments;

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _pairs = await (await AlignedPairs.ImportAsync(_portal, ("a", "ada", "1"), ("b", "eva", "1"))).MeasureAsync(_ => 0);
        _pair = (await _pairs.PairAsync("a")).Id;
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Find_FacesInBoth_OffersTheirPoints()
    {
        var view = (await FindAsync())!;
        Assert.Equal(["left eye", "right eye", "nose", "mouth", "left ear", "right ear"], view.Detected.Select(p => p.Name));
        Assert.Equal((new PicturePoint(125, 145), new PicturePoint(500, 580)), (view.Detected[2].Thermal, view.Detected[2].Visible));
        Assert.Equal((256, 1024), (view.Pair.Thermal!.Width, view.Pair.Visible!.Width));
        Assert.Null(view.Pair.Alignment);
        Assert.Null(view.Author);
    }

    [Fact]
    public async Task Save_Points_KeepsTransformPointsResidualWhoAndWhen()
    {
        var points = AlignedPairs.Quarter();
        points[0] = points[0] with { Thermal = new(points[0].Thermal.X + 3, points[0].Thermal.Y), Name = "left\0 eye" };
        Assert.Equal(AlignmentOutcome.Done, await Alignments.SaveAsync(_pairs.Team, _pair, null, TransformKind.Affine, points, _none));
        var view = (await FindAsync())!;
        var saved = view.Pair.Alignment!;
        Assert.Equal((TransformKind.Affine, _pairs.Team.UserId, "team's user", 0), (saved.Kind, saved.UserId, view.Author, view.Batch));
        Assert.Equal([.. points.Select(p => p.Name == "left\0 eye" ? p with { Name = "left eye" } : p)], saved.Points);
        Assert.Equal(TransformFit.Of(TransformKind.Affine, points).Transform!.Matrix, saved.Matrix);
        Assert.InRange(saved.Rms!.Value, .3, 3);
        Assert.True(saved.CreatedAt > DateTimeOffset.UnixEpoch);
        Assert.Equal(new AlignmentCounts(1, 1, 0), await Alignments.CountsAsync(_pairs.Team, _pairs.Dataset, _none));
        Assert.Equal("a", AlignedPairs.Name(Assert.Single(await _pairs.AllAsync(AlignmentState.Aligned))));
        Assert.Equal("b", AlignedPairs.Name(Assert.Single(await _pairs.AllAsync(AlignmentState.None))));
    }

    [Fact]
    public async Task SaveSaveRemove_TakenBackStepByStep_EndsWhereItBegan()
    {
        var seen = new List<Guid?> { null };
        await _pairs.SaveQuarterAsync(_pair, null);
        seen.Add(await CurrentAsync());
        await _pairs.SaveQuarterAsync(_pair, seen[^1], shift: 5);
        seen.Add(await CurrentAsync());
        Assert.Equal(AlignmentOutcome.Done, await Alignments.RemoveAsync(_pairs.Team, _pair, seen[^1], _none));
        Assert.Null((await FindAsync())!.Pair.Alignment!.Transform());
        Assert.Equal(2, (await Alignments.CountsAsync(_pairs.Team, _pairs.Dataset, _none)).None);
        for (var step = 2; step >= 0; step--)
        {
            Assert.Equal((AlignmentOutcome.Done, 1), await Alignments.UndoAsync(_pairs.Team, _pair, await CurrentAsync(), _none));
            Assert.Equal(seen[step], await CurrentAsync());
        }
        Assert.Equal((AlignmentOutcome.NotThere, 0), await Alignments.UndoAsync(_pairs.Team, _pair, null, _none));
        Assert.Equal(AlignmentOutcome.NotThere, await Alignments.RemoveAsync(_pairs.Team, _pair, null, _none));
    }

    [Fact]
    public async Task EveryChange_ByWhoSawAnOlderOne_OverwritesNothing()
    {
        await _pairs.SaveQuarterAsync(_pair, null);
        var first = await CurrentAsync();
        Assert.Equal(AlignmentOutcome.ChangedMeanwhile, await _pairs.SaveQuarterAsync(_pair, null, shift: 9));
        Assert.Equal(AlignmentOutcome.ChangedMeanwhile, await Alignments.RemoveAsync(_pairs.Team, _pair, null, _none));
        Assert.Equal(AlignmentOutcome.ChangedMeanwhile, (await Alignments.UndoAsync(_pairs.Team, _pair, Guid.NewGuid(), _none)).Outcome);
        Assert.Equal(AlignmentOutcome.ChangedMeanwhile, (await _pairs.Sessions.ApplyAsync(_pairs.Team, _pair, null, true, _none)).Outcome);
        Assert.Equal(first, await CurrentAsync());
        var both = await Task.WhenAll(_pairs.SaveQuarterAsync(_pair, first, 1), _pairs.SaveQuarterAsync(_pair, first, 2));
        Assert.Equal([AlignmentOutcome.Done, AlignmentOutcome.ChangedMeanwhile], both.Order());
    }

    [Fact]
    public async Task EveryChange_OfAnotherTeamsPair_FindsNothing()
    {
        await _pairs.SaveQuarterAsync(_pair, null);
        var (current, stranger) = (await CurrentAsync(), await _portal.NewTeamAsync("stranger"));
        Assert.Null(await Alignments.FindAsync(stranger, _pair, _none));
        Assert.Equal(AlignmentOutcome.NotThere, await Alignments.SaveAsync(stranger, _pair, current, TransformKind.Similarity, AlignedPairs.Quarter(), _none));
        Assert.Equal(AlignmentOutcome.NotThere, await Alignments.RemoveAsync(stranger, _pair, current, _none));
        Assert.Equal(AlignmentOutcome.NotThere, (await Alignments.UndoAsync(stranger, _pair, current, _none)).Outcome);
        Assert.Equal(AlignmentOutcome.NotThere, (await _pairs.Sessions.ApplyAsync(stranger, _pair, current, true, _none)).Outcome);
        Assert.Empty(await _pairs.Sessions.PreviewAsync(stranger, _pair, true, _none));
        Assert.Equal(new AlignmentCounts(0, 0, 0), await Alignments.CountsAsync(stranger, _pairs.Dataset, _none));
        Assert.Equal(current, await CurrentAsync());
    }

    [Fact]
    public async Task EveryChange_OfAnAcceptedPair_WaitsUntilItIsOpenedAgain()
    {
        await _pairs.SaveQuarterAsync(_pair, null);
        var current = await CurrentAsync();
        var reviews = _portal.Get<ReviewQueries>();
        await reviews.ReviewAsync(_pairs.Team, _pair, ReviewState.Accepted, null, _none);
        Assert.Equal(AlignmentOutcome.Accepted, await _pairs.SaveQuarterAsync(_pair, current, 1));
        Assert.Equal(AlignmentOutcome.Accepted, await Alignments.RemoveAsync(_pairs.Team, _pair, current, _none));
        Assert.Equal(AlignmentOutcome.Accepted, (await Alignments.UndoAsync(_pairs.Team, _pair, current, _none)).Outcome);
        await reviews.ReviewAsync(_pairs.Team, _pair, ReviewState.Open, null, _none);
        Assert.Equal(AlignmentOutcome.Done, await _pairs.SaveQuarterAsync(_pair, current, 1));
    }

    [Fact]
    public async Task Save_PointsThatDecideNothing_IsRefusedWithTheReason()
    {
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => Alignments.SaveAsync(_pairs.Team, _pair, null, TransformKind.Homography, AlignedPairs.Quarter()[..3], _none));
        Assert.Contains("needs 4 points, and there are 3", problem.Message);
        PointPair[] many = [.. Enumerable.Repeat(AlignedPairs.Quarter(), 20).SelectMany(p => p)];
        Assert.Contains("100 at most", (await Assert.ThrowsAsync<ArgumentException>(() => Alignments.SaveAsync(_pairs.Team, _pair, null, TransformKind.Affine, many, _none))).Message);
        Assert.Null(await CurrentAsync());
    }

    [Fact]
    public async Task Unpair_AlignedPair_TakesItsHistoryWithIt()
    {
        await _pairs.SaveQuarterAsync(_pair, null);
        await _pairs.SaveQuarterAsync(_pair, await CurrentAsync(), 1);
        Assert.True(await _portal.Get<CaptureQueries>().UnpairAsync(_pairs.Team, _pair, _none));
        Assert.Null(await FindAsync());
        await using var count = _portal.Get<NpgsqlDataSource>().CreateCommand("SELECT count(*) FROM pair_alignments");
        Assert.Equal(0L, await count.ExecuteScalarAsync(_none));
    }

    [Fact]
    public async Task PutTogether_PairTakenApart_IsAsItWas()
    {
        var captures = _portal.Get<CaptureQueries>();
        await _pairs.SaveQuarterAsync(_pair, null);
        await _pairs.SaveQuarterAsync(_pair, await CurrentAsync(), 1);
        await _portal.Get<LabelQueries>().SetAsync(_pairs.Team, (await FindAsync())!.Pair.DatasetId, [new(_pair, null)], "glasses", "sun", _none);
        await _portal.Get<ReviewQueries>().ReviewAsync(_pairs.Team, _pair, ReviewState.Rejected, "blurred", _none);
        await _portal.Get<SuggestionWork>().SaveAsync(_pairs.Team, _pair, new SuggestionModel("Nano", "1", new string('a', 64)), [new("sex", "female", .9f)], _none);
        var before = (await FindAsync())!.Pair;
        var parted = (await captures.TakeApartAsync(_pairs.Team, _pair, _none))!;
        Assert.False(await captures.PutTogetherAsync(await _portal.NewTeamAsync("stranger"), parted, _none));
        Assert.True(await captures.PutTogetherAsync(_pairs.Team, parted, _none));
        Assert.False(await captures.PutTogetherAsync(_pairs.Team, parted, _none)); // it is together
        var after = (await FindAsync())!.Pair;
        Assert.Equal((before.AlignmentId, before.Rule, before.Review, before.ReviewComment, before.CreatedAt), (after.AlignmentId, after.Rule, after.Review, after.ReviewComment, after.CreatedAt));
        Assert.Equal("sun", after.Labels["glasses"]);
        Assert.Equal(Tray.Paired, after.Thermal!.Tray);
        Assert.Single(await _portal.Get<SuggestionQueries>().OpenAsync(_pairs.Team, [_pair], "sex", _none));
        Assert.Equal(AlignmentOutcome.Done, (await Alignments.UndoAsync(_pairs.Team, _pair, after.AlignmentId, _none)).Outcome); // its history is there too
        Assert.NotNull((await FindAsync())!.Pair.Alignment!.Matrix);
    }

    private Task<AlignmentView?> FindAsync() => Alignments.FindAsync(_pairs.Team, _pair, _none);

    private async Task<Guid?> CurrentAsync() => (await FindAsync())!.Pair.AlignmentId;
}
