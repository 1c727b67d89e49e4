using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Tests.Datasets.Review;

public sealed class ReviewTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private static readonly PageRequest _all = new(0, 100);
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;
    private IReadOnlyList<CapturePair> _pairs = [];

    private ReviewQueries Reviews => _portal.Get<ReviewQueries>();

    private CaptureQueries Captures => _portal.Get<CaptureQueries>();

    private SubjectQueries Subjects => _portal.Get<SubjectQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set" }, _none);
        string[] files = [.. new[] { "ada", "eva", "ian", "zoe" }.SelectMany(who => new[] { $"{who}/thermal/1.png", $"{who}/rgb/1.png" })];
        await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, files), null, _none);
        await _portal.MeasureAsync(_team, _dataset);
        _pairs = (await PairsAsync()).Items;
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Review_Pair_KeepsWhoWhenAndWhyUntilSomebodySaysOtherwise()
    {
        Assert.Equal(new ReviewCounts(4, 0, 0), await Reviews.CountsAsync(_team, _dataset, _none));
        Assert.True(await Reviews.ReviewAsync(_team, _pairs[1].Id, ReviewState.Rejected, " out of focus ", _none));
        var view = (await Captures.FindPairAsync(_team, _pairs[1].Id, new(), _none))!;
        Assert.Equal((ReviewState.Rejected, _team.UserId, "out of focus", "team's user"), (view.Pair.Review, view.Pair.ReviewerId, view.Pair.ReviewComment, view.Reviewer));
        Assert.NotNull(view.Pair.ReviewedAt);
        await Reviews.ReviewAsync(_team, _pairs[1].Id, ReviewState.Accepted, " ", _none);
        Assert.Equal((ReviewState.Accepted, null), ((await PairsAsync(ReviewState.Accepted)).Items[0].Review, (await PairsAsync(ReviewState.Accepted)).Items[0].ReviewComment));
        Assert.Equal(new ReviewCounts(3, 1, 0), await Reviews.CountsAsync(_team, _dataset, _none));
        Assert.False(await Reviews.ReviewAsync(await _portal.NewTeamAsync("stranger"), _pairs[1].Id, ReviewState.Open, null, _none));
        Assert.False(await Reviews.ReviewAsync(_team, Guid.NewGuid(), ReviewState.Open, null, _none));
    }

    [Fact]
    public async Task Review_ManyPairs_ChangesOnlyOthersAndIsTakenBack()
    {
        await Reviews.ReviewAsync(_team, _pairs[0].Id, ReviewState.Rejected, "blurred", _none);
        await Reviews.ReviewAsync(_team, _pairs[1].Id, ReviewState.Accepted, "good", _none);
        var before = await Reviews.ReviewAsync(_team, _dataset, new PairSelection([_pairs[0].Id, _pairs[1].ThermalId, _pairs[2].ThermalId, Guid.NewGuid()]), ReviewState.Accepted, null, _none);
        Assert.Equal([_pairs[0].Id], before[ReviewState.Rejected]);
        Assert.Equal([_pairs[2].Id], before[ReviewState.Open]);
        Assert.Equal(new ReviewCounts(1, 3, 0), await Reviews.CountsAsync(_team, _dataset, _none));
        await Reviews.RestoreAsync(_team, _dataset, before, _none);
        Assert.Equal(new ReviewCounts(2, 1, 1), await Reviews.CountsAsync(_team, _dataset, _none));
        Assert.Equal(["blurred", "good", null, null], (await PairsAsync()).Items.Select(p => p.ReviewComment));

        await Reviews.ReviewAsync(_team, _dataset, new PairSelection(null, new CaptureFilter { Review = ReviewState.Open }), ReviewState.Rejected, " too dark ", _none);
        Assert.Equal(["blurred", "good", "too dark", "too dark"], (await PairsAsync()).Items.Select(p => p.ReviewComment));
        var stranger = await _portal.NewTeamAsync("stranger");
        await Reviews.RestoreAsync(new TeamScope(_team.TeamId, stranger.UserId), _dataset, new Dictionary<ReviewState, Guid[]> { [ReviewState.Open] = [.. _pairs.Select(p => p.Id)] }, _none);
        Assert.Equal(new ReviewCounts(0, 1, 3), await Reviews.CountsAsync(_team, _dataset, _none)); // another person spoke last
        Assert.Empty(await Reviews.ReviewAsync(stranger, _dataset, new PairSelection(null), ReviewState.Open, null, _none));
    }

    [Fact]
    public async Task Assign_Pairs_AreListedForTheirReviewerUntilReviewed()
    {
        Assert.Equal(2, await Reviews.AssignAsync(_team, _dataset, new PairSelection([_pairs[1].Id, _pairs[2].Id]), _team.UserId, _none));
        Assert.Equal(1, await Reviews.AssignAsync(_team, _dataset, new PairSelection([_pairs[2].Id, _pairs[3].Id]), _team.UserId, _none)); // one was assigned already
        var mine = await Captures.PairsAsync(_team, _dataset, new CaptureFilter { AssigneeId = _team.UserId }, _all, _none);
        Assert.Equal(_pairs.Skip(1).Select(p => p.Id), mine.Items.Select(p => p.Id));
        Assert.All(mine.Items, p => Assert.Equal("team's user", p.Assignee!.DisplayName));
        await Reviews.ReviewAsync(_team, _pairs[1].Id, ReviewState.Accepted, null, _none);
        Assert.Equal(new ReviewCounts(3, 1, 0, 2), await Reviews.CountsAsync(_team, _dataset, _none));
        Assert.Equal(3, await Reviews.AssignAsync(_team, _dataset, new PairSelection(null), null, _none));
        var stranger = await _portal.NewTeamAsync("stranger");
        Assert.Contains("no reviewer", (await Assert.ThrowsAsync<ArgumentException>(() => Reviews.AssignAsync(_team, _dataset, new PairSelection(null), stranger.UserId, _none))).Message);
        Assert.Equal(0, await Reviews.AssignAsync(stranger, _dataset, new PairSelection(null), stranger.UserId, _none));
    }

    [Fact]
    public async Task FindPair_AmongOpenOnes_SkipsThoseThatAreDone()
    {
        await Reviews.ReviewAsync(_team, _pairs[1].Id, ReviewState.Accepted, null, _none);
        var found = (await Captures.FindPairAsync(_team, _pairs[0].Id, new() { Review = ReviewState.Open }, _none))!;
        Assert.Equal((null, _pairs[2].Id), (found.PreviousId, found.NextId));
        var done = (await Captures.FindPairAsync(_team, _pairs[1].Id, new() { Review = ReviewState.Open }, _none))!; // it is no longer of that list, but has its place in it
        Assert.Equal((_pairs[0].Id, _pairs[2].Id), (done.PreviousId, done.NextId));
    }

    [Fact]
    public async Task AcceptedPair_UntilOpenedAgain_IsNotTakenApart()
    {
        await Reviews.ReviewAsync(_team, _pairs[0].Id, ReviewState.Accepted, null, _none);
        Assert.False(await Captures.UnpairAsync(_team, _pairs[0].Id, _none));
        Assert.Equal(4, (await PairsAsync()).Total);
        await Reviews.ReviewAsync(_team, _pairs[0].Id, ReviewState.Open, null, _none);
        Assert.True(await Captures.UnpairAsync(_team, _pairs[0].Id, _none));
    }

    [Fact]
    public async Task AcceptedPair_UntilOpenedAgain_ShowsNobodyElse()
    {
        var (ada, eva) = (_pairs[0], _pairs[1]);
        var before = await Subjects.AssignAsync(_team, _dataset, [ada.ThermalId], "Ada L", _none);
        await Reviews.ReviewAsync(_team, ada.Id, ReviewState.Accepted, null, _none);
        Assert.Contains("1 pair is accepted", (await Assert.ThrowsAsync<ArgumentException>(() => Subjects.AssignAsync(_team, _dataset, [ada.VisibleId, eva.ThermalId], "Mia", _none))).Message);
        Assert.Equal("eva", (await PairsAsync()).Items[1].Thermal!.Subject!.Key); // nothing was half done
        Assert.Equal(0, await Subjects.RestoreAsync(_team, before, _none));
        Assert.Equal("Ada L", (await PairsAsync()).Items[0].Visible!.Subject!.Key);

        await Reviews.ReviewAsync(_team, ada.Id, ReviewState.Open, null, _none);
        Assert.Equal(2, await Subjects.RestoreAsync(_team, before, _none));
        Assert.Equal("ada", (await PairsAsync()).Items[0].Thermal!.Subject!.Key);
    }

    [Fact]
    public async Task AcceptAndRename_AtTheSameTime_NeverBothHappenInTheWrongOrder()
    {
        for (var round = 0; round < 5; round++)
        {
            var pair = (await PairsAsync()).Items[0];
            await Reviews.ReviewAsync(_team, pair.Id, ReviewState.Open, null, _none);
            var accepted = Reviews.ReviewAsync(_team, pair.Id, ReviewState.Accepted, null, _none);
            var named = Subjects.AssignAsync(_team, _dataset, [pair.ThermalId], $"name {round}", _none).ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default);
            await Task.WhenAll(accepted, named);
            var after = (await PairsAsync()).Items[0];
            Assert.Equal(await named, after.Thermal!.Subject!.Key == $"name {round}");
            Assert.Equal(after.Thermal.SubjectId, after.Visible!.SubjectId);
            Assert.Equal(ReviewState.Accepted, after.Review);
        }
    }

    [Fact]
    public async Task Freeze_RejectedPairsNever_OpenOnesUnlessOnlyAcceptedAreWanted()
    {
        var versions = _portal.Get<VersionQueries>();
        Assert.Contains("no accepted pairs", (await Assert.ThrowsAsync<ArgumentException>(() => versions.FreezeAsync(_team, _dataset, new() { OnlyAccepted = true }, "", null, _none))).Message);
        await Reviews.ReviewAsync(_team, _pairs[0].Id, ReviewState.Accepted, null, _none);
        await Reviews.ReviewAsync(_team, _pairs[3].Id, ReviewState.Rejected, null, _none);
        var preview = (await versions.PreviewAsync(_team, _dataset, new(), _none))!;
        Assert.Equal(3, preview.Parts.Sum(p => p.Pairs));
        Assert.Contains("1 rejected pair is left out.", preview.Remarks);
        var id = await versions.FreezeAsync(_team, _dataset, new() { OnlyAccepted = true }, "", null, _none);
        var content = (await versions.ContentAsync(_team, id!.Value, _none))!;
        Assert.Equal(_pairs[0].Thermal!.Path, Assert.Single(content.Pairs).ThermalPath);
        Assert.True(content.Version.Options.OnlyAccepted);
        Assert.Equal(2, content.Version.Proof!.Compared);
    }

    private Task<Page<CapturePair>> PairsAsync(ReviewState? review = null) => Captures.PairsAsync(_team, _dataset, new() { Review = review }, _all, _none);
}
