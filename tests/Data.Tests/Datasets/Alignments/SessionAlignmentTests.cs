using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Tests.Datasets.Alignments;

public sealed class SessionAlignmentTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private AlignedPairs _pairs = null!;
    private CapturePair _source = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        var rows = new[] { "a", "b", "c", "faceless", "knocked", "large", "signed" }.Select(n => (n, "ada", "1")).Append(("other", "eva", "1")).Append(("later", "ada", "2"));
        _pairs = await (await AlignedPairs.ImportAsync(_portal, [.. rows])).MeasureAsync(name => name switch { "faceless" => null, "knocked" => 20, "b" => .5, "c" => 1.5, _ => 0 }, name => name == "large" ? 2048 : 1024);
        _source = await _pairs.PairAsync("a");
        await _portal.Get<ReviewQueries>().ReviewAsync(_pairs.Team, (await _pairs.PairAsync("signed")).Id, ReviewState.Accepted, null, _none);
        await _pairs.SaveQuarterAsync(_source.Id, null);
        _source = await _pairs.PairAsync("a");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Preview_SessionOfOnePerson_SaysWhatWouldBecomeOfEachPair()
    {
        var members = await _pairs.Sessions.PreviewAsync(_pairs.Team, _source.Id, everybody: false, _none);
        Assert.Equal(
            ["a Fits", "b Fits", "c Fits", "faceless Unchecked", "knocked Outlier", "large OtherSize", "signed Accepted"], members.Select(m => $"{m.Path.Split('/')[0]} {m.Verdict}"));
        Assert.Equal([0, .5, 1.5, null, 20, null, 0], members.Select(m => m.Residual is { } r ? Math.Round(r, 6) : (double?)null));
        Assert.All(members, m => Assert.False(m.Replaces));
        await _pairs.SaveQuarterAsync((await _pairs.PairAsync("b")).Id, null, .5);
        await _pairs.SaveQuarterAsync((await _pairs.PairAsync("knocked")).Id, null, 20);
        Assert.Equal("b/t.png", Assert.Single(await _pairs.Sessions.PreviewAsync(_pairs.Team, _source.Id, false, _none), m => m.Replaces).Path); // the other one keeps its own
        Assert.Equal(8, (await _pairs.Sessions.PreviewAsync(_pairs.Team, _source.Id, everybody: true, _none)).Count); // and eva, who was recorded with her
        Assert.Empty(await _pairs.Sessions.PreviewAsync(_pairs.Team, (await _pairs.PairAsync("c")).Id, false, _none)); // nothing to take over yet
    }

    [Fact]
    public async Task Apply_ThenUndoOfAnyPair_PutsAllOfThemBack()
    {
        var knocked = await _pairs.PairAsync("knocked");
        await _pairs.SaveQuarterAsync(knocked.Id, null, shift: 20);
        var own = (await _pairs.PairAsync("knocked")).Alignment!;
        var before = (await _pairs.AllAsync()).ToDictionary(AlignedPairs.Name, p => p.AlignmentId);

        var (outcome, members) = await _pairs.Sessions.ApplyAsync(_pairs.Team, _source.Id, _source.AlignmentId, false, _none);
        Assert.Equal((AlignmentOutcome.Done, 7), (outcome, members.Count));
        var after = (await _pairs.AllAsync()).ToDictionary(AlignedPairs.Name);
        Assert.Equal(["a", "b", "c", "faceless", "knocked"], after.Where(p => p.Value.Alignment?.Matrix is not null).Select(p => p.Key).Order());
        Assert.Equal(_source.Alignment!.Matrix, after["b"].Alignment!.Matrix);
        Assert.Equal((.5, 6, 0), (Math.Round(after["b"].Alignment!.Rms!.Value, 6), after["a"].Alignment!.Points.Count, after["b"].Alignment!.Points.Count));
        Assert.Null(after["faceless"].Alignment!.Rms);
        Assert.Equal(own.Matrix, after["knocked"].Alignment!.Matrix); // it keeps its own
        Assert.Equal(20, after["knocked"].Alignment!.Misfit!.Value, 1e-6);
        Assert.Equal("knocked", AlignedPairs.Name(Assert.Single(await _pairs.AllAsync(AlignmentState.Outlier))));
        Assert.Equal(new AlignmentCounts(4, 5, 1), await _pairs.Alignments.CountsAsync(_pairs.Team, _pairs.Dataset, _none));
        Assert.Contains("1 pair disagrees with the alignment of its session.", (await _portal.Get<VersionQueries>().PreviewAsync(_pairs.Team, _pairs.Dataset, new(), _none))!.Remarks);
        Assert.Equal(5, (await _pairs.Alignments.FindAsync(_pairs.Team, after["c"].Id, _none))!.Batch);

        Assert.Equal((AlignmentOutcome.Done, 5), await _pairs.Alignments.UndoAsync(_pairs.Team, after["b"].Id, after["b"].AlignmentId, _none));
        Assert.Equal(before, (await _pairs.AllAsync()).ToDictionary(AlignedPairs.Name, p => p.AlignmentId));
    }

    [Fact]
    public async Task Undo_AfterSomePairsWereChangedOrAccepted_LeavesThoseAlone()
    {
        await _pairs.Sessions.ApplyAsync(_pairs.Team, _source.Id, _source.AlignmentId, false, _none);
        var (b, c, faceless) = (await _pairs.PairAsync("b"), await _pairs.PairAsync("c"), await _pairs.PairAsync("faceless"));
        await _pairs.SaveQuarterAsync(b.Id, b.AlignmentId, shift: 3);
        await _portal.Get<ReviewQueries>().ReviewAsync(_pairs.Team, c.Id, ReviewState.Accepted, null, _none);
        var current = (await _pairs.PairAsync("b")).AlignmentId;
        Assert.Equal((AlignmentOutcome.Done, 3), await _pairs.Alignments.UndoAsync(_pairs.Team, faceless.Id, faceless.AlignmentId, _none)); // a, faceless, knocked
        Assert.Equal((current, c.AlignmentId, null), ((await _pairs.PairAsync("b")).AlignmentId, (await _pairs.PairAsync("c")).AlignmentId, (await _pairs.PairAsync("faceless")).AlignmentId));
        Assert.Equal(_source.AlignmentId, (await _pairs.PairAsync("a")).AlignmentId);
    }

    [Fact]
    public async Task Save_OnAnOutlier_TakesTheFlagAway()
    {
        await _pairs.Sessions.ApplyAsync(_pairs.Team, _source.Id, _source.AlignmentId, false, _none);
        var knocked = Assert.Single(await _pairs.AllAsync(AlignmentState.Outlier));
        Assert.Null(knocked.Alignment!.Matrix);
        await _pairs.SaveQuarterAsync(knocked.Id, knocked.AlignmentId, shift: 20);
        Assert.Empty(await _pairs.AllAsync(AlignmentState.Outlier));
    }
}
