using System.Globalization;
using System.Text;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Data.Tests.Datasets.Quality;

namespace ThermalPortal.Data.Tests.Datasets.Versions;

public sealed class LeakageTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;
    private Guid _dataset;

    private VersionQueries Versions => _portal.Get<VersionQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
        _dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "set" }, _none);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Freeze_TwelveStrangers_KeepsAProofThatHolds()
    {
        await ImportAsync(_ => "1");
        await _portal.MeasureAsync(_team, _dataset);
        Assert.True((await Versions.PreviewAsync(_team, _dataset, new(), _none))!.Leakage.Holds);
        var id = await Versions.FreezeAsync(_team, _dataset, new(), "", "not needed", _none);
        var version = (await Versions.FindAsync(_team, id!.Value, _none))!;
        Assert.Equal(new LeakageProof { Compared = 24, Distance = 2 }.ToString(), (version.Proof! with { Examples = new LeakageProof().Examples }).ToString());
        Assert.Empty(version.Proof!.Examples);
        Assert.Null(version.OverrideReason);
    }

    [Fact]
    public async Task Freeze_SamePictureUnderTwoNames_NeedsAReasonWhereThePartsDiffer()
    {
        await ImportAsync(_ => "1");
        var parts = await PartsAsync();
        var (test, train) = (parts.First(p => p.Value == DatasetPart.Test).Key, parts.Where(p => p.Value == DatasetPart.Train).Select(p => p.Key).ToArray());
        await _portal.MeasureAsync(_team, _dataset, path => new CaptureMeasure(100, 0, 1, path == $"{test}/thermal.png" || path == $"{train[0]}/thermal.png" ? 3
            : path == $"{train[1]}/visible.png" || path == $"{train[2]}/visible.png" ? 12 : Random.Shared.NextInt64()));
        var leakage = (await Versions.PreviewAsync(_team, _dataset, new(), _none))!.Leakage;
        Assert.Equal((0, 0, 1, 0, false), (leakage.People, leakage.Recordings, leakage.Duplicates, leakage.NotCompared, leakage.Holds)); // the two alike in train are no leak
        Assert.Equal($"{train[0]}/thermal.png (train), {test}/thermal.png (test) look alike", Assert.Single(leakage.Examples));
        foreach (var reason in new[] { null, "  " })
            Assert.Contains("1 group of near duplicates", (await Assert.ThrowsAsync<ArgumentException>(() => Versions.FreezeAsync(_team, _dataset, new(), "", reason, _none))).Message);
        Assert.Empty(await Versions.ListAsync(_team, _dataset, _none));

        await Versions.FreezeAsync(_team, _dataset, new(), "", " They are twins. ", _none);
        var version = Assert.Single(await Versions.ListAsync(_team, _dataset, _none));
        Assert.Equal(("They are twins.", 1), (version.OverrideReason, version.Proof!.Duplicates));
        Assert.Equal(leakage.Examples, (await Versions.ContentAsync(_team, version.Id, _none))!.Version.Proof!.Examples);
    }

    [Fact]
    public async Task Freeze_SameSceneInTwoParts_NeedsAReasonThatIsKept()
    {
        await ImportAsync(_ => "1");
        var parts = await PartsAsync();
        var (test, train) = (parts.First(p => p.Value == DatasetPart.Test).Key, parts.First(p => p.Value == DatasetPart.Train).Key);
        await _portal.MeasureAsync(_team, _dataset, path => new CaptureMeasure(100, 0, 1, Random.Shared.NextInt64())
        {
            Embedding = Embeddings.Near(Embeddings.Of(path == $"{test}/visible.png" || path == $"{train}/visible.png" ? 1 : path.GetHashCode(StringComparison.Ordinal)), .02, path.Length),
        });
        var leakage = (await Versions.PreviewAsync(_team, _dataset, new(), _none))!.Leakage;
        Assert.Equal((0, 1, 0, false), (leakage.Duplicates, leakage.Scenes, leakage.NotCompared, leakage.Holds));
        Assert.Equal($"{train}/visible.png (train), {test}/visible.png (test) show the same scene", Assert.Single(leakage.Examples));
        Assert.Contains("1 scene is shown in more than one part.", (await Assert.ThrowsAsync<ArgumentException>(() => Versions.FreezeAsync(_team, _dataset, new(), "", null, _none))).Message);
        await Versions.FreezeAsync(_team, _dataset, new(), "", "Looked at: two people.", _none);
        Assert.Equal(("Looked at: two people.", 1), Assert.Single(await Versions.ListAsync(_team, _dataset, _none)) is var version ? (version.OverrideReason, version.Proof!.Scenes) : default);
    }

    [Fact]
    public async Task Freeze_BeforePicturesAreMeasured_IsNoProof()
    {
        await ImportAsync(_ => "1");
        Assert.Contains("24 pictures have not been compared", (await Assert.ThrowsAsync<ArgumentException>(() => Versions.FreezeAsync(_team, _dataset, new(), "", null, _none))).Message);
    }

    [Fact]
    public async Task SharedSessions_PeopleOfOneRecording_StayTogether()
    {
        await ImportAsync(person => $"night {person / 3}"); // three people each night
        await _portal.MeasureAsync(_team, _dataset);
        Assert.True((await Versions.PreviewAsync(_team, _dataset, new(), _none))!.Leakage.Holds); // a session's name is a person's own
        var options = new SplitOptions { SharedSessions = true, Validation = .25, Test = .25 };
        var preview = (await Versions.PreviewAsync(_team, _dataset, options, _none))!;
        Assert.True(preview.Leakage.Holds);
        Assert.Equal([6, 3, 3], preview.Parts.Select(p => p.People));
        Assert.All(preview.Parts, part => Assert.Equal(0, part.Pairs % 3));
    }

    [Fact]
    public async Task SharedSessions_OneRecordingOfAll_StaysWholeWhateverThePartsWere()
    {
        await ImportAsync(_ => "studio", person => person < 9 ? "train" : "test");
        await _portal.MeasureAsync(_team, _dataset);
        var shared = (await Versions.PreviewAsync(_team, _dataset, new() { SharedSessions = true }, _none))!;
        Assert.Equal([12, 0, 0], shared.Parts.Select(p => p.People)); // all were recorded together
    }

    [Fact]
    public void Check_PeopleAndRecordingsInTwoParts_AreNamed()
    {
        var rows = new[] { ("a", DatasetPart.Train), ("b", DatasetPart.Test) }.Select(p => (Row(p.Item1, "studio"), p.Item2)).ToArray();
        Assert.Equal("Session studio: train and test", LeakageCheck.Of(rows, sharedSessions: true).Examples[0]);
        Assert.Equal(0, LeakageCheck.Of(rows, sharedSessions: false).Recordings);
        var split = new[] { (Row("Eva", "1"), DatasetPart.Train), (Row("eva", "2"), DatasetPart.Validation) };
        Assert.Equal("Eva: train and validation", LeakageCheck.Of(split, sharedSessions: false).Examples[0]);
        Assert.Equal(1, LeakageCheck.Of(split, sharedSessions: false).People);
    }

    private static PairRow Row(string subject, string session) => new()
    {
        ThermalId = Guid.Empty, VisibleId = Guid.Empty, ThermalPath = "t", VisiblePath = "v", Subject = subject, Session = session,
    };

    private async Task<Dictionary<string, DatasetPart>> PartsAsync()
    {
        await using var db = await _portal.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<PortalDbContext>>().ForTeamAsync(_team, _none);
        return new FrozenSplit(await VersionQueries.RowsAsync(db, _dataset, _none), new()).Pairs.ToDictionary(p => p.Row.Subject!, p => p.Part);
    }

    private async Task ImportAsync(Func<int, string> session, Func<int, string>? part = null)
    {
        var manifest = new StringBuilder("path,modality,pair,subject,session,split\n");
        foreach (var n in Enumerable.Range(0, 12))
            foreach (var modality in new[] { "thermal", "visible" })
                manifest.AppendLine(CultureInfo.InvariantCulture, $"p{n}/{modality}.png,{modality},{n},p{n},{session(n)},{part?.Invoke(n)}");
        string[] files = [.. Enumerable.Range(0, 12).SelectMany(n => new[] { $"p{n}/thermal.png", $"p{n}/visible.png" }), "manifest.csv=" + manifest];
        await _portal.Get<DatasetImport>().CommitAsync(_team, _dataset, await _portal.NewUploadAsync(_team, files), null, _none);
    }
}
