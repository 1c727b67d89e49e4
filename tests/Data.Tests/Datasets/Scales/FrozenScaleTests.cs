using System.IO.Compression;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Tests.Datasets.Scales;

/// <summary>What people said of a scale on its way into versions, archives and back.</summary>
public sealed class FrozenScaleTests(PostgresFixture postgres) : IAsyncLifetime
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
    public async Task Freeze_ConfirmedScale_IsInHashArchiveAndComesBackWithIt()
    {
        var dataset = await NewAsync("Set", "ada/thermal/1.png=a", "ada/rgb/1.png=b", "eva/thermal/1.png=c", "eva/rgb/1.png=d");
        var plain = await FreezeAsync(dataset);
        var groups = await _portal.Get<ScaleQueries>().GroupsAsync(_team, dataset, _none);
        Assert.Equal(2, Assert.Single(groups).Count);
        Assert.Null(CaptureScale.Of(await FirstAsync(dataset))!.FromRead());
        var capture = await FirstAsync(dataset);
        await _portal.Get<ScaleQueries>().SaveAsync(_team, capture.Id, null, TemperatureScale.CentiKelvin, _none);
        var said = await FreezeAsync(dataset);
        Assert.NotEqual(plain.Version.Sha256, said.Version.Sha256); // as a person said it: it holds whatever a later reader may guess
        Assert.Equal([TemperatureScale.CentiKelvin, null], said.Pairs.Select(p => p.Scale));
        Assert.All(plain.Pairs, p => Assert.Null(p.Scale));
        Assert.Equal(["ada/thermal/1.png"], (await _portal.Get<VersionQueries>().CompareAsync(_team, plain.Version.Id, said.Version.Id, _none))!.Relabelled);
        Assert.DoesNotContain("thermal_scale", (await FilesAsync(plain, ExportFormat.Manifest))["manifest.csv"], StringComparison.Ordinal);
        Assert.Contains("\"thermal_scale\":\"centi_kelvin\"", string.Concat((await FilesAsync(said, ExportFormat.HuggingFace)).Values), StringComparison.Ordinal);

        var files = await FilesAsync(said, ExportFormat.Manifest);
        Assert.Contains("\"scale\": \"centi_kelvin\"", files["version.json"], StringComparison.Ordinal);
        var again = await NewAsync("Again", [.. files.Where(f => f.Key != "version.json").Select(f => $"{f.Key}={f.Value}")]);
        Assert.True(CaptureScale.Of(await FirstAsync(again)) is { Guessed: false, Shown: TemperatureScale.CentiKelvin });
        Assert.Equal(1, Assert.Single(await _portal.Get<ScaleQueries>().GroupsAsync(_team, again, _none)).Count);
        Assert.Equal(files["manifest.csv"], (await FilesAsync(await FreezeAsync(again), ExportFormat.Manifest))["manifest.csv"]);

        await _portal.Get<DatasetImport>().CommitAsync(_team, dataset, await _portal.NewUploadAsync(_team, "ada/thermal/1.png=a", "ada/rgb/1.png=b"), null, _none); // the same files once more
        Assert.False(CaptureScale.Of(await FirstAsync(dataset))!.Guessed);
    }

    [Fact]
    public void Manifest_UnknownScale_IsAnErrorThatNamesTheKnownOnes()
    {
        var result = ManifestReader.Read("manifest.csv", new StringReader("path,modality,thermal_scale\na.png,thermal,Kelvin64\nb.png,thermal,furlong\n"));
        Assert.Equal(TemperatureScale.Kelvin64, Assert.Single(result.Rows).Scale);
        Assert.Contains("centi_kelvin", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_ImpossibleScale_ShowsNoDegrees()
    {
        var dataset = await NewAsync("Set", "t.png=a", "v.png=b", "manifest.csv=path,modality,pair,subject,thermal_scale\nt.png,thermal,1,ada,deci_kelvin\nv.png,visible,1,ada,\n");
        Assert.True(CaptureScale.Of(await FirstAsync(dataset)) is { Shown: TemperatureScale.Counts, Guessed: false });
    }

    private async Task<Guid> NewAsync(string name, params string[] files)
    {
        var dataset = await _portal.Get<DatasetQueries>().CreateAsync(_team, new NewDataset { Name = name }, _none);
        await _portal.Get<DatasetImport>().CommitAsync(_team, dataset, await _portal.NewUploadAsync(_team, files), null, _none);
        await _portal.MeasureAsync(_team, dataset, path => new CaptureMeasure(100, 0, 1, path.GetHashCode(StringComparison.Ordinal)) { Reading = path.Contains('t', StringComparison.Ordinal) ? new("png-16", TemperatureScale.CentiKelvin, true, 30515) : null });
        return dataset;
    }

    private async Task<Capture> FirstAsync(Guid dataset) => (await _portal.Get<CaptureQueries>().PairsAsync(_team, dataset, new(), new PageRequest(0, 1), _none)).Items[0].Thermal!;

    private async Task<VersionContent> FreezeAsync(Guid dataset) =>
        (await _portal.Get<VersionQueries>().ContentAsync(_team, (await _portal.Get<VersionQueries>().FreezeAsync(_team, dataset, new(), "", "few", _none))!.Value, _none))!;

    private async Task<Dictionary<string, string>> FilesAsync(VersionContent content, ExportFormat format)
    {
        using var bytes = new MemoryStream();
        await _portal.Get<VersionArchive>().WriteAsync(content, format, bytes, _none);
        await using var zip = new ZipArchive(bytes);
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(_none));
            files[entry.FullName] = await reader.ReadToEndAsync(_none);
        }
        return files;
    }
}
