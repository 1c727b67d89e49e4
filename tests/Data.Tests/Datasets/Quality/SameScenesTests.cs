using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Views;

namespace ThermalPortal.Data.Tests.Datasets.Quality;

public sealed class SameScenesTests(PostgresFixture postgres)
{
    private const float Likeness = 0.95f;
    private static readonly CancellationToken _none = CancellationToken.None;
    private static readonly PageRequest _all = new(0, 100);

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public void Groups_OfChains_AreThoseOfComparingAll(int known)
    {
        var random = new Random(5);
        List<byte[]> embeddings = [];
        for (var n = 0; n < 400; n++) // more than a tile; some near to one that is near to another
            embeddings.Add(n == 0 || random.Next(3) == 0 ? Embeddings.Of(n) : Embeddings.Near(embeddings[random.Next(n)], random.NextDouble() * .6, n));
        var before = Reference(embeddings.Take(known).ToList());
        Guid?[] scenes = [.. Enumerable.Range(0, 400).Select(i => before.FirstOrDefault(g => g.Contains(i)) is { } group ? new Guid(group[0] + 1, 0, 0, new byte[8]) : (Guid?)null)];
        var found = SameScenes.Groups(embeddings, scenes, known, Likeness, _none);
        Assert.True(found.Count > 20 && found[0].Count > 2);
        Assert.Equal(Reference(embeddings).Select(g => string.Join(',', g)).Order(), found.Select(g => string.Join(',', g)).Order());
    }

    [Fact]
    public void Groups_OfOtherWidths_SaysSo()
    {
        Assert.Empty(SameScenes.Groups([], [], 0, Likeness, _none));
        Assert.Equal(3, Assert.Single(SameScenes.Groups([.. Enumerable.Repeat(Embeddings.Of(1), 3)], [null, null, null], 0, Likeness, _none)).Count);
        Assert.Contains("128 bytes, not 3", Assert.Throws<ArgumentException>(() => SameScenes.Groups([new byte[3]], [null], 0, Likeness, _none)).Message);
    }

    [Fact]
    public async Task Compare_NewPictures_JoinScenesFoundBeforeAndTheListSaysWhichWay()
    {
        await using var portal = await postgres.NewPortalAsync();
        var team = await portal.NewTeamAsync();
        var (quality, work) = (portal.Get<QualityQueries>(), portal.Get<SameSceneWork>());
        var dataset = await portal.Get<DatasetQueries>().CreateAsync(team, new NewDataset { Name = "Set" }, _none);
        await ImportAsync("eva/rgb/1.png", "eva/rgb/2.png", "ian/rgb/3.png", "ian/thermal/3.png", "zoe/rgb/4.png");
        await portal.MeasureAsync(team, dataset, Measure);
        Assert.False(await work.CompareAsync(team, dataset, _none)); // all have been
        Assert.Equal(["SamePicture: eva/rgb/1.png, eva/rgb/2.png"], await GroupsAsync(null)); // their scene too, but once is enough

        await ImportAsync("eva/rgb/5.png", "zoe/thermal/6.png");
        await portal.MeasureAsync(team, dataset, Measure);
        Assert.Equal(["SamePicture: eva/rgb/1.png, eva/rgb/2.png", "SameScene: eva/rgb/1.png, eva/rgb/2.png, eva/rgb/5.png", "SameScene: ian/thermal/3.png, zoe/thermal/6.png"], (await GroupsAsync(null)).Order());
        Assert.Equal(["SameScene: ian/thermal/3.png, zoe/thermal/6.png", "SameScene: eva/rgb/1.png, eva/rgb/2.png, eva/rgb/5.png"], await GroupsAsync(DuplicateKind.SameScene)); // of two people first
        Assert.Equal(["SamePicture: eva/rgb/1.png, eva/rgb/2.png"], await GroupsAsync(DuplicateKind.SamePicture));
        Assert.Empty((await quality.DuplicatesAsync(await portal.NewTeamAsync("stranger"), dataset, null, _all, _none)).Items);
        Assert.DoesNotContain(dataset, await portal.Get<ViewWork>().UnfinishedAsync(_none));

        async Task ImportAsync(params string[] files) => await portal.Get<DatasetImport>().CommitAsync(team, dataset, await portal.NewUploadAsync(team, files), null, _none);
        async Task<string[]> GroupsAsync(DuplicateKind? kind) =>
            [.. (await quality.DuplicatesAsync(team, dataset, kind, _all, _none)).Items.Select(g => $"{g.Kind}: {string.Join(", ", g.Captures.Select(c => c.Path))}")];
    }

    /// <summary>Pictures 1, 2 and 5 show one scene, 1 and 2 are one picture; 3 and 6 show another, as does the visible 3.</summary>
    private static CaptureMeasure Measure(string path) => new(100, 0, 1, path[^5] is '1' or '2' ? 77 : path.GetHashCode(StringComparison.Ordinal))
    {
        Embedding = path[^5] switch
        {
            '1' or '2' or '5' => Embeddings.Near(Embeddings.Of(1), .1, path[^5]),
            '3' or '6' => Embeddings.Near(Embeddings.Of(2), .1, path[^5]),
            _ => null, // blank
        },
    };

    /// <summary>Compares every two, and joins until nothing changes.</summary>
    private static int[][] Reference(List<byte[]> embeddings)
    {
        var names = Enumerable.Range(0, embeddings.Count).ToArray();
        (int A, int B)[] like = [.. from a in names from b in names where a < b && Embeddings.Cosine(embeddings[a], embeddings[b]) >= Likeness select (a, b)];
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (a, b) in like)
                if (names[a] != names[b]) (names[a], names[b], changed) = (Math.Min(names[a], names[b]), Math.Min(names[a], names[b]), true);
        }
        return [.. Enumerable.Range(0, names.Length).GroupBy(i => names[i]).Where(g => g.Count() > 1).Select(g => g.ToArray())];
    }
}
