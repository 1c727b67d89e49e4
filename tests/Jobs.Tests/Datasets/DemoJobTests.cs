using ThermalPortal.Data;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Jobs.Datasets;

namespace ThermalPortal.Jobs.Tests.Datasets;

public sealed class DemoJobTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_NewTeam_HasFortyPairedPeopleOnce()
    {
        await using var import = await Import.CreateAsync(postgres);
        var datasets = import.Portal.Get<DatasetQueries>();
        var job = new DemoJob(datasets, import.Portal.Get<UploadQueries>(), import.Job, import.Portal.Get<DatasetImport>(), import.Views);
        await job.RunAsync(import.Scope.TeamId, import.Scope.UserId, Token);
        await job.RunAsync(import.Scope.TeamId, import.Scope.UserId, Token);

        var demo = Assert.Single(await datasets.ListAsync(import.Scope, Token));
        Assert.Equal((160, 40, 80, 0, ConsentBasis.Synthetic), (demo.Captures, demo.Subjects, demo.Pairs, demo.Unpaired + demo.Ambiguous + demo.Excluded, demo.Consent));
        var pairs = await import.Portal.Get<CaptureQueries>().PairsAsync(import.Scope, demo.Id, new(), new PageRequest(0, 100), Token);
        Assert.All(pairs.Items, p => Assert.True(p.Thermal!.ThumbnailId is not null && p.Visible!.FrameId is not null && p.Thermal.SubjectId == p.Visible.SubjectId));
        Assert.All(pairs.Items, p => Assert.True(FacePoints.Of(p.Thermal!, p.Visible!).Count == FacePoints.Names.Count && (p.Thermal!.Width, p.Visible!.Width) == (160, 160)));
        Assert.All(pairs.Items, p => Assert.True(p.Aligned)); // the manifest says so
        // Faces are kept for exports: in every picture one, with its box in the picture's own pixels.
        Assert.All(pairs.Items.SelectMany(p => new[] { p.Thermal!, p.Visible! }), c => Assert.Equal(c.Faces, c.FoundFaces!.Count));
        Assert.True(pairs.Items.Count(p => p.Visible!.FoundFaces is [{ Points.Count: 6, X: >= 0, Y: >= 0, Width: > 20 } face, ..] && face.X + face.Width <= 160) > 70);
        var quality = import.Portal.Get<QualityQueries>();
        Assert.Equal(new QualityCounts(0, 0, 0, 0), await quality.CountsAsync(import.Scope, demo.Id, Tray.Paired, Token));
        Assert.Equal(0, (await quality.DuplicatesAsync(import.Scope, demo.Id, null, new PageRequest(0, 9), Token)).Total); // forty people and two sessions are not mistaken for each other
    }
}
