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
            var categories = json.RootElement.GetProperty("categories").EnumerateArray().ToArray();
            Assert.Equal(["face", "person", "person_face_box"], categories.Select(c => c.GetProperty("name").GetString()!));
            var category = categories[0];
            Assert.Equal(("face", "person", 5), (category.GetProperty("name").GetString(), category.GetProperty("supercategory").GetString(), category.GetProperty("keypoints").GetArrayLength()));
            var byId = json.RootElement.GetProperty("images").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetInt32());
            files.AddRange(byId.Values.Select(i => $"images/{part}/{i.GetProperty("file_name").GetString()}"));
            Assert.All(byId.Values, i => Assert.Equal((Side, Side, true), (i.GetProperty("width").GetInt32(), i.GetProperty("height").GetInt32(), i.GetProperty("faces_known").GetBoolean())));
            Assert.All(byId.Values.GroupBy(i => i.GetProperty("pair_id").GetInt32()), pair => Assert.Equal(["thermal", "visible"], pair.Select(i => i.GetProperty("modality").GetString()!).Order()));
            var all = json.RootElement.GetProperty("annotations").EnumerateArray().ToList();
            Assert.Equal(all.Count, all.Select(f => f.GetProperty("id").GetInt32()).Distinct().Count());
            var faces = all.Where(a => Category(a) == 1).ToList();
            Assert.Equal(faces.Select(f => (f.GetProperty("id").GetInt32(), f.GetProperty("bbox").GetRawText())), all.Where(a => Category(a) == 3).Select(a => (a.GetProperty("face_annotation_id").GetInt32(), a.GetProperty("bbox").GetRawText())).Order()); // no person's own box is known
            Assert.Equal(all.Count, 2 * faces.Count);
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
        Assert.NotNull(zip.GetEntry("manifest.csv"));
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
            faces.AddRange((await JsonDocument.ParseAsync(entry.Open(), cancellationToken: _none)).RootElement.GetProperty("annotations").EnumerateArray().Where(a => Category(a) == 1));
        Assert.Equal(People, faces.Count); // the points are the visible picture's
        Assert.All(faces, f => Assert.Equal([5, 3, 2, 3, 3, 2, 4, 4, 2, 5, 5, 2, 3, 5, 2], Numbers(f, "keypoints"))); // the person's left eye is at the right
        Assert.Single(faces, f => !f.TryGetProperty("score", out _)); // nothing was found in the first: its box is made of the points
        Assert.All(faces, f => Assert.True(Numbers(f, "bbox") is [<= 3, <= 3, >= 2, >= 2]));
    }

    [Fact]
    public async Task Person_StatedInTheManifest_HasItsOwnBoxBesideTheFace()
    {
        using var zip = await ExportAsync(",person_x,person_y,person_width,person_height", path => new CaptureMeasure(100, 0, 1, Random.Shared.NextInt64(), path.Contains("thermal", StringComparison.Ordinal) ? [] : [Found(1, 1, 3, 3, .9f), Found(6, 5, 2, 2, .7f)]), ",-1,0,5,20");
        List<JsonElement> all = [];
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("annotations/", StringComparison.Ordinal)))
            all.AddRange((await JsonDocument.ParseAsync(entry.Open(), cancellationToken: _none)).RootElement.GetProperty("annotations").EnumerateArray());
        Assert.Equal((2 * People, People, People), (all.Count(a => Category(a) == 1), all.Count(a => Category(a) == 2), all.Count(a => Category(a) == 3)));
        Assert.All(all.Where(a => Category(a) == 2), a => Assert.Equal([0, 0, 4, Side], Numbers(a, "bbox"))); // cut at the picture's edges
        Assert.All(all.Where(a => Category(a) == 3), a => Assert.Equal([6, 5, 2, 2], Numbers(a, "bbox"))); // the face outside it is another person's
    }

    [Fact]
    public async Task Archive_ReadBack_GivesTheSameArchive()
    {
        static CaptureMeasure Measure(string path) => new(100, 0, 1, path.GetHashCode(StringComparison.Ordinal), [Found(1, path.Length % 3, 4, 5, .9f)]);
        using var first = await ExportAsync(",attr.glasses,lmouth_x", path => Measure(path[^13..]), ",\"sun, dark\",3.5");
        string[] files = [.. first.Entries.Where(e => e.FullName.StartsWith("images/", StringComparison.Ordinal) || e.FullName == "manifest.csv").Select(e => $"{e.FullName}={Text(e)}")];
        using var second = await ZipAsync("Again", files, path => Measure(path[^13..]));
        Assert.Equal(first.Entries.Select(e => e.FullName), second.Entries.Select(e => e.FullName));
        foreach (var (one, other) in first.Entries.Zip(second.Entries).Where(e => e.First.FullName != "version.json"))
            if (one.FullName.StartsWith("annotations/", StringComparison.Ordinal)) Assert.Equal(Content(one), Content(other));
            else Assert.Equal(Text(one), Text(other));

        static string Text(ZipArchiveEntry entry)
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }

        static (string Images, string Annotations, string Version) Content(ZipArchiveEntry entry)
        {
            var json = JsonDocument.Parse(Text(entry)).RootElement;
            return (json.GetProperty("images").GetRawText(), json.GetProperty("annotations").GetRawText(), json.GetProperty("info").GetProperty("version").GetString()!);
        }
    }

    private static int Category(JsonElement annotation) => annotation.GetProperty("category_id").GetInt32();

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
                files.Add($"{person}/{kind}.png=words for {kind} {person}");
                rows.Add($"{person}/{kind}.png,{kind},{person},person {person}{(kind == "visible" ? cells : new string(',', columns.Count(c => c == ',')))}");
            }
        return await ZipAsync("Set", [.. files, "manifest.csv=" + string.Join('\n', rows)], measure);
    }

    private async Task<ZipArchive> ZipAsync(string name, string[] files, Func<string, CaptureMeasure> measure)
    {
        var dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = name, Consent = ConsentBasis.Synthetic }, _none);
        await _portal.Get<DatasetImport>().CommitAsync(_team, dataset, await _portal.NewUploadAsync(_team, files), null, _none);
        await _portal.MeasureAsync(_team, dataset, measure);
        var versions = _portal.Get<VersionQueries>();
        var version = await versions.FreezeAsync(_team, dataset, new SplitOptions { Validation = .2, Test = .2 }, "", null, _none);
        var bytes = new MemoryStream();
        await _portal.Get<VersionArchive>().WriteAsync((await versions.ContentAsync(_team, version!.Value, _none))!, ExportFormat.Coco, bytes, _none);
        return new ZipArchive(bytes);
    }
}
