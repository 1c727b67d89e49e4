using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Tests.Datasets.Export;

public sealed class VersionArchiveTests(PostgresFixture postgres) : IAsyncLifetime
{
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
    public async Task Manifest_ReadBack_IsTheSameVersion()
    {
        var content = await FrozenAsync("first", "study/", "sex", "fe\"ma,le");
        var zip = await ZipAsync(content, ExportFormat.Manifest);
        Assert.Equal(["manifest.csv", "study/0/t.png", "study/0/v.png"], zip.Keys.Order(StringComparer.Ordinal).Take(3));

        var description = JsonDocument.Parse(zip["version.json"]).RootElement;
        Assert.Equal((1, "synthetic", content.Version.Sha256), (description.GetProperty("version").GetInt32(), description.GetProperty("consent").GetString(), description.GetProperty("sha256").GetString()));
        Assert.Equal((true, 12, 0), (description.GetProperty("leakage").GetProperty("holds").GetBoolean(), description.GetProperty("leakage").GetProperty("compared").GetInt32(), description.GetProperty("leakage").GetProperty("people").GetInt32()));

        var again = await ImportAsync("second", [.. zip.Select(f => $"{f.Key}={f.Value}")]);
        Assert.Equal(content.Version.Sha256, (await FreezeAsync(again)).Sha256); // files, people, sessions, parts and labels are all in the hash
    }

    [Fact]
    public async Task Alignment_OfAPair_IsInHashManifestRowsAndReadBack()
    {
        var content = await FrozenAsync("first", "", "sex", "female");
        var lines = content.Pairs.Select(p => $"{p.Content} {p.Subject} {p.Session} {p.Part} sex={p.Labels["sex"]}").Order(StringComparer.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines)))), content.Version.Sha256); // as before there were alignments
        var dataset = content.Dataset.Id;
        var pair = (await _portal.Get<CaptureQueries>().PairsAsync(_team, dataset, new(), new PageRequest(0, 1), _none)).Items[0];
        PointPair[] points = [new(new(10, 12.25), new(100, 120)), new(new(30, 11), new(300, 121)), new(new(19, 33), new(200, 330)), new(new(21, 40), new(205, 390.5))];
        await _portal.Get<AlignmentQueries>().SaveAsync(_team, pair.Id, null, TransformKind.Homography, points, _none);
        var aligned = await FreezeAsync(dataset);
        Assert.NotEqual(content.Version.Sha256, aligned.Sha256);
        Assert.Equal(pair.Thermal!.Path, Assert.Single((await _portal.Get<VersionQueries>().CompareAsync(_team, content.Version.Id, aligned.Id, _none))!.Relabelled));

        var version = (await _portal.Get<VersionQueries>().ContentAsync(_team, aligned.Id, _none))!;
        var transform = TransformFit.Of(TransformKind.Homography, points).Transform!;
        var zip = await ZipAsync(version, ExportFormat.Manifest);
        Assert.DoesNotContain("visible_to_thermal", (await ZipAsync(content, ExportFormat.Manifest))["manifest.csv"]);
        Assert.Equal(["visible"], zip["manifest.csv"].Split('\n').Where(l => l.Contains(transform.ToString(), StringComparison.Ordinal)).Select(l => l.Split(',')[1]));
        Assert.Equal(1, JsonDocument.Parse(zip["version.json"]).RootElement.GetProperty("aligned").GetInt32());
        var rows = (await ZipAsync(version, ExportFormat.HuggingFace)).Where(f => f.Key.EndsWith(".jsonl", StringComparison.Ordinal)).SelectMany(f => f.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(l => JsonDocument.Parse(l).RootElement);
        Assert.Equal(transform.Matrix, Assert.Single(rows, r => r.TryGetProperty("visible_to_thermal", out _)).GetProperty("visible_to_thermal").EnumerateArray().Select(v => v.GetDouble()));

        var again = await ImportAsync("second", [.. zip.Select(f => $"{f.Key}={f.Value}")]);
        Assert.Equal(aligned.Sha256, (await FreezeAsync(again)).Sha256);
        Assert.Equal(new AlignmentCounts(5, 1, 0), await _portal.Get<AlignmentQueries>().CountsAsync(_team, again, _none));
    }

    [Theory]
    [InlineData(ExportFormat.Manifest)]
    [InlineData(ExportFormat.Coco)]
    public async Task AlignedPairs_ExportedAndReadBack_AreAligned(ExportFormat format)
    {
        var manifest = "path,modality,pair,subject,aligned\nt1.png,thermal,1,eva,\nv1.png,visible,1,eva,yes\nt2.png,thermal,2,ada,\nv2.png,visible,2,ada,no\n";
        var dataset = await ImportAsync("first", "t1.png=a", "v1.png=b", "t2.png=c", "v2.png=d", "manifest.csv=" + manifest);
        var zip = await ZipAsync((await _portal.Get<VersionQueries>().ContentAsync(_team, (await FreezeAsync(dataset)).Id, _none))!, format);
        var again = await ImportAsync("second", [.. zip.Where(f => f.Key.EndsWith(".png", StringComparison.Ordinal) || f.Key == "manifest.csv").Select(f => $"{f.Key}={f.Value}")]);
        foreach (var set in new[] { dataset, again })
        {
            var pairs = (await _portal.Get<CaptureQueries>().PairsAsync(_team, set, new(), new PageRequest(0, 9), _none)).Items;
            Assert.Equal([("ada", false), ("eva", true)], pairs.Select(p => (p.Thermal!.Subject!.Key, p.Aligned)).Order());
        }
    }

    [Fact]
    public async Task HuggingFace_Parts_AreFoldersWhoseRowsNameTheirPictures()
    {
        var zip = await ZipAsync(await FrozenAsync("first", "", "sex", "female"), ExportFormat.HuggingFace);
        Assert.Equal(13 + zip.Keys.Count(k => k.EndsWith("metadata.jsonl", StringComparison.Ordinal)), zip.Count);
        var rows = 0;
        foreach (var (path, text) in zip.Where(f => f.Key.EndsWith("metadata.jsonl", StringComparison.Ordinal)))
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var row = JsonDocument.Parse(line).RootElement;
                var folder = path[..^"metadata.jsonl".Length];
                Assert.Contains(folder + row.GetProperty("thermal_file_name").GetString(), zip.Keys);
                Assert.Contains(folder + row.GetProperty("visible_file_name").GetString(), zip.Keys);
                Assert.Equal("female", row.GetProperty("sex").GetString());
                rows++;
            }
        Assert.Equal(6, rows);
    }

    [Theory]
    [InlineData(ExportFormat.Manifest)]
    [InlineData(ExportFormat.HuggingFace)]
    [InlineData(ExportFormat.Coco)]
    public async Task Pseudonymous_NamesNobodyAndNoFile_KeepsPartsSharedLabelsAndPoints(ExportFormat format)
    {
        var manifest = new StringBuilder("path,modality,pair,subject,session,attr.sex,attr.nickname,leye_x\n");
        var files = new List<string>();
        for (var person = 0; person < 6; person++)
            foreach (var (file, modality) in new[] { ("heat", "thermal"), ("face", "visible") })
            {
                files.Add($"Musterfrau{person}/{file}.png=bytes of {file}{person}");
                manifest.Append($"Musterfrau{person}/{file}.png,{modality},{person},Eva Musterfrau {person},Monday,female,Musterfrau the {person}th,{person}.5\n");
            }
        var dataset = await ImportAsync("first", [.. files, "manifest.csv=" + manifest]);
        var content = (await _portal.Get<VersionQueries>().ContentAsync(_team, (await FreezeAsync(dataset)).Id, _none))!;
        Assert.Contains(await ZipAsync(content, format), f => (f.Key + f.Value).Contains("Musterfrau", StringComparison.OrdinalIgnoreCase));

        var hidden = Pseudonyms.Of(content);
        var zip = await ZipAsync(hidden, format);
        Assert.DoesNotContain(zip, f => (f.Key + f.Value).Contains("Musterfrau", StringComparison.OrdinalIgnoreCase) || (f.Key + f.Value).Contains("Monday", StringComparison.Ordinal));
        Assert.Equal(zip, await ZipAsync(Pseudonyms.Of(content), format));
        Assert.Equal(12, zip.Keys.Count(k => k.EndsWith(".png", StringComparison.Ordinal)));
        Assert.Equal((6, 6), (hidden.Pairs.Select(p => p.Subject).Distinct().Count(), hidden.Pairs.Count));
        Assert.All(hidden.Pairs, p => Assert.Equal(["leye_x", "sex"], p.Labels.Keys.Select(PairLabels.Plain).Order(StringComparer.Ordinal)));
        foreach (var pair in hidden.Pairs)
        {
            var original = content.Pairs.Single(p => p.Content == pair.Content);
            Assert.Equal((original.Part, original.Labels["leye_x"], original.ThermalFileId), (pair.Part, pair.Labels["leye_x"], pair.ThermalFileId));
        }
    }

    [Fact]
    public void Place_SamePathTwiceAndPathsThatLeadOut_HavePlacesOfTheirOwn()
    {
        VersionPair Pair(string thermal) => new() { ThermalPath = thermal, VisiblePath = "v.png", Content = new string('0', 128), Subject = "x" };
        var placed = ExportedPair.Place([Pair("a/t.png"), Pair("A/T.png"), Pair("../../t.png"), Pair("/c:/t.png")], _ => "");
        Assert.Equal(["a/t.png", "A/T~2.png", "t.png", "c_/t.png"], placed.Select(p => p.Thermal));
        Assert.Equal(["v.png", "v~2.png", "v~3.png", "v~4.png"], placed.Select(p => p.Visible));
    }

    [Fact]
    public async Task Content_OfAnotherTeam_IsNotThere()
    {
        var dataset = await ImportAsync("mine", "eva/thermal/1.png", "eva/rgb/1.png");
        var version = (await FreezeAsync(dataset)).Id;
        Assert.Null(await _portal.Get<VersionQueries>().ContentAsync(await _portal.NewTeamAsync("stranger"), version, _none));
    }

    private async Task<VersionContent> FrozenAsync(string name, string folder, string label, string value)
    {
        var manifest = new StringBuilder($"path,modality,pair,subject,session,attr.{label}\n");
        var files = new List<string>();
        for (var person = 0; person < 6; person++)
            foreach (var (file, modality) in new[] { ("t", "thermal"), ("v", "visible") })
            {
                files.Add($"{folder}{person}/{file}.png=bytes of {file}{person}");
                manifest.Append($"{folder}{person}/{file}.png,{modality},{person},person {person},2,\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
            }
        var dataset = await ImportAsync(name, [.. files, "manifest.csv=" + manifest]);
        return (await _portal.Get<VersionQueries>().ContentAsync(_team, (await FreezeAsync(dataset)).Id, _none))!;
    }

    private async Task<Guid> ImportAsync(string name, params string[] files)
    {
        var dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = name, Consent = ConsentBasis.Synthetic }, _none);
        await _portal.Get<DatasetImport>().CommitAsync(_team, dataset, await _portal.NewUploadAsync(_team, files), null, _none);
        await _portal.MeasureAsync(_team, dataset);
        return dataset;
    }

    private async Task<VersionSummary> FreezeAsync(Guid dataset)
    {
        var versions = _portal.Get<VersionQueries>();
        await versions.FreezeAsync(_team, dataset, new SplitOptions { Validation = .2, Test = .2 }, "", null, _none);
        return (await versions.ListAsync(_team, dataset, _none))[0];
    }

    private async Task<Dictionary<string, string>> ZipAsync(VersionContent content, ExportFormat format)
    {
        using var bytes = new MemoryStream();
        await _portal.Get<VersionArchive>().WriteAsync(content, format, bytes, _none);
        using var zip = new ZipArchive(bytes);
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var reader = new StreamReader(e.Open()); // pictures are words here
            return reader.ReadToEnd();
        });
    }
}
