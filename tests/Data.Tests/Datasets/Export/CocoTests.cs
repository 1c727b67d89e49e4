using System.IO.Compression;
using System.Text.Json;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Faces;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Tests.Datasets.Export;

/// <summary>Exports a version whose pictures are 8 x 8, and reads it back as a COCO program would.</summary>
public sealed class CocoTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Side = 8, People = 6;
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Annotations_ReadBack_CountEveryPictureAndStayInside()
    {
        using var zip = await ExportAsync("", path => new CaptureMeasure(100, 0, 1, Random.Shared.NextInt64(), path.Contains("thermal", StringComparison.Ordinal) ? [Found(1, 1, 4, 5, .9f)] : [Found(-1, 2, 5, 9, .8f), Found(6, 0, 9, 3, .6f), Found(20, 20, 4, 4, .5f)]));
        var (images, annotations, files) = (0, 0, new List<string>());
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("annotations/", StringComparison.Ordinal)))
        {
            var part = entry.FullName["annotations/face_keypoints_".Length..^".json".Length];
            using var json = await JsonDocument.ParseAsync(entry.Open(), cancellationToken: _none);
            var category = Assert.Single(json.RootElement.GetProperty("categories").EnumerateArray());
            Assert.Equal(("face", "person", 5), (category.GetProperty("name").GetString(), category.GetProperty("supercategory").GetString(), category.GetProperty("keypoints").GetArrayLength()));
            var byId = json.RootElement.GetProperty("images").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetInt32());
            files.AddRange(byId.Values.Select(i => $"images/{part}/{i.GetProperty("file_name").GetString()}"));
            Assert.All(byId.Values, i => Assert.Equal((Side, Side, true), (i.GetProperty("width").GetInt32(), i.GetProperty("height").GetInt32(), i.GetProperty("faces_known").GetBoolean())));
            Assert.All(byId.Values.GroupBy(i => i.GetProperty("pair_id").GetInt32()), pair => Assert.Equal(["thermal", "visible"], pair.Select(i => i.GetProperty("modality").GetString()!).Order()));
            var faces = json.RootElement.GetProperty("annotations").EnumerateArray().ToList();
            Assert.Equal(faces.Count, faces.Select(f => f.GetProperty("id").GetInt32()).Distinct().Count());
            Assert.All(faces, face =>
            {
                Assert.True(byId.ContainsKey(face.GetProperty("image_id").GetInt32()));
                var box = Numbers(face, "bbox");
                Assert.True(box[0] >= 0 && box[1] >= 0 && box[2] > 0 && box[3] > 0 && box[0] + box[2] <= Side && box[1] + box[3] <= Side, string.Join(' ', box));
                var points = Numbers(face, "keypoints").Chunk(3).ToArray();
                Assert.Equal((5, face.GetProperty("num_keypoints").GetInt32()), (points.Length, points.Count(p => p[2] > 0)));
                Assert.All(points, p => Assert.True(p[0] is >= 0 and < Side && p[1] is >= 0 and < Side && (p[2] > 0 || (p[0], p[1]) == (0, 0))));
            });
            (images, annotations) = (images + byId.Count, annotations + faces.Count);
        }
        Assert.Equal((2 * People, 3 * People), (images, annotations)); // one face in a thermal picture, two of three in a visible one
        Assert.Equal(files.Order(StringComparer.Ordinal), zip.Entries.Select(e => e.FullName).Where(n => n.StartsWith("images/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.NotNull(zip.GetEntry("version.json"));
    }

    [Fact]
    public async Task Points_OfAManifest_GoBeforeThoseFound()
    {
        const string Columns = ",leye_x,leye_y,reye_x,reye_y,nose_x,nose_y,lmouth_x,lmouth_y,rmouth_x,rmouth_y";
        using var zip = await ExportAsync(Columns, path => new CaptureMeasure(100, 0, 1, Random.Shared.NextInt64(), path.Contains("thermal", StringComparison.Ordinal) || path.StartsWith('0') ? [] : [Found(1, 1, 6, 6, .9f)]), ",3,3,5,3,4,4,3,5,5,5");
        List<JsonElement> faces = [];
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("annotations/", StringComparison.Ordinal)))
            faces.AddRange((await JsonDocument.ParseAsync(entry.Open(), cancellationToken: _none)).RootElement.GetProperty("annotations").EnumerateArray());
        Assert.Equal(People, faces.Count); // the points are the visible picture's
        Assert.All(faces, f => Assert.Equal([5, 3, 2, 3, 3, 2, 4, 4, 2, 5, 5, 2, 3, 5, 2], Numbers(f, "keypoints"))); // the person's left eye is at the right
        Assert.Single(faces, f => !f.TryGetProperty("score", out _)); // nothing was found in the first: its box is made of the points
        Assert.All(faces, f => Assert.True(Numbers(f, "bbox") is [<= 3, <= 3, >= 2, >= 2]));
    }

    private static FoundFace Found(float x, float y, float width, float height, float score) => new()
    {
        X = x, Y = y, Width = width, Height = height, Score = score,
        Points = [new(x + 1, y + 1), new(x + width - 1, y + 1), new(x + width / 2, y + height / 2), new(x + 2, y + height - 1), new(x, y), new(x + width, y)],
    };

    private static double[] Numbers(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];

    private async Task<ZipArchive> ExportAsync(string columns, Func<string, CaptureMeasure> measure, string cells = "")
    {
        List<string> files = [], rows = ["path,modality,pair,subject" + columns];
        foreach (var person in Enumerable.Range(0, People))
            foreach (var kind in new[] { "thermal", "visible" })
            {
                files.Add($"{person}/{kind}.png");
                rows.Add($"{person}/{kind}.png,{kind},{person},person {person}{(kind == "visible" ? cells : new string(',', columns.Count(c => c == ',')))}");
            }
        var dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = "Set", Consent = ConsentBasis.Synthetic }, _none);
        await _portal.Get<DatasetImport>().CommitAsync(_team, dataset, await _portal.NewUploadAsync(_team, [.. files, "manifest.csv=" + string.Join('\n', rows)]), null, _none);
        await _portal.MeasureAsync(_team, dataset, measure);
        var versions = _portal.Get<VersionQueries>();
        var version = await versions.FreezeAsync(_team, dataset, new SplitOptions { Validation = .2, Test = .2 }, "", null, _none);
        var bytes = new MemoryStream();
        await _portal.Get<VersionArchive>().WriteAsync((await versions.ContentAsync(_team, version!.Value, _none))!, ExportFormat.Coco, bytes, _none);
        return new ZipArchive(bytes);
    }
}
