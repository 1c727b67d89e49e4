using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Faces;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Views;

namespace ThermalPortal.Data.Tests.Datasets.Alignments;

/// <summary>A dataset of pairs with known face points: thermal ones are those of the visible picture, a quarter as large.</summary>
internal sealed class AlignedPairs
{
    public static readonly PicturePoint[] Face = [new(400, 450), new(600, 450), new(500, 580), new(500, 690), new(280, 500), new(720, 500)];

    private readonly TestPortal _portal;

    private AlignedPairs(TestPortal portal, TeamScope team) => (_portal, Team) = (portal, team);

    public TeamScope Team { get; }

    public Guid Dataset { get; private set; }

    public AlignmentQueries Alignments => _portal.Get<AlignmentQueries>();

    public SessionAlignment Sessions => _portal.Get<SessionAlignment>();

    /// <param name="portal">Where.</param>
    /// <param name="rows">A pair each: name, person, session.</param>
    public static async Task<AlignedPairs> ImportAsync(TestPortal portal, params (string Name, string Person, string Session)[] rows)
    {
        var pairs = new AlignedPairs(portal, await portal.NewTeamAsync());
        pairs.Dataset = await portal.Get<DatasetQueries>().CreateAsync(pairs.Team, new NewDataset { Name = "Set", Consent = ConsentBasis.Synthetic }, CancellationToken.None);
        var both = rows.SelectMany(r => new[] { (Path: $"{r.Name}/t.png", Kind: "thermal", Row: r), (Path: $"{r.Name}/v.png", Kind: "visible", Row: r) }).ToArray();
        var manifest = "path,modality,pair,subject,session\n" + string.Concat(both.Select(b => $"{b.Path},{b.Kind},{b.Row.Name},{b.Row.Person},{b.Row.Session}\n"));
        var upload = await portal.NewUploadAsync(pairs.Team, [.. both.Select(b => b.Path), "manifest.csv=" + manifest]);
        await portal.Get<DatasetImport>().CommitAsync(pairs.Team, pairs.Dataset, upload, null, CancellationToken.None);
        return pairs;
    }

    /// <summary>Says what a worker would have found; the shift, in thermal pixels, of a pair's thermal points tells how far it is off (null: no face).</summary>
    public async Task<AlignedPairs> MeasureAsync(Func<string, double?> shift, Func<string, int>? width = null)
    {
        foreach (var pair in await AllAsync())
            foreach (var (capture, thermal) in new[] { (pair.Thermal!, true), (pair.Visible!, false) })
                await _portal.Get<ViewWork>().SaveAsync(Team, capture.Id, null, null, new CaptureMeasure(100, 0, 1, Random.Shared.NextInt64(), shift(Name(pair)) is { } by ? [Found(thermal ? .25 : 1, thermal ? by : 0)] : [])
                {
                    Width = thermal ? 256 : width?.Invoke(Name(pair)) ?? 1024, Height = thermal ? 256 : 1024,
                }, CancellationToken.None);
        return this;
    }

    public async Task<IReadOnlyList<CapturePair>> AllAsync(AlignmentState? state = null) =>
        (await _portal.Get<CaptureQueries>().PairsAsync(Team, Dataset, new() { Alignment = state }, new PageRequest(0, 100), CancellationToken.None)).Items;

    public async Task<CapturePair> PairAsync(string name) => (await AllAsync()).Single(p => Name(p) == name);

    /// <summary>Saves the transform a quarter as large.</summary>
    public Task<AlignmentOutcome> SaveQuarterAsync(Guid pair, Guid? seen, double shift = 0) => Alignments.SaveAsync(Team, pair, seen, TransformKind.Similarity, Quarter(shift), CancellationToken.None);

    /// <summary>A detector's answer: the face, scaled, then moved to the right.</summary>
    private static FoundFace Found(double scale, double shift) => new()
    {
        X = 0, Y = 0, Width = 1, Height = 1, Score = 1, Points = [.. Face.Select(p => new FacePoint((float)(p.X * scale + shift), (float)(p.Y * scale)))],
    };

    public static PointPair[] Quarter(double shift = 0) => [.. Face.Select(p => new PointPair(new(p.X / 4 + shift, p.Y / 4), p))];

    public static string Name(CapturePair pair) => pair.Thermal!.Path.Split('/')[0];
}
