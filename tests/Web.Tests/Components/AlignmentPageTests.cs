using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Faces;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.Files;
using ThermalPortal.Web.Components.Pages.Datasets.Alignments;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Tests.Components;

/// <summary>The page on a real database.</summary>
public sealed class AlignmentPageTests : BunitContext
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private readonly TestPortal _data;

    public AlignmentPageTests(PortalFixture portal)
    {
        _data = portal.Data;
        DefaultWaitTimeout = TimeSpan.FromSeconds(30); // it ends as soon as what is waited for is there
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(_data.Get<AlignmentQueries>()).AddSingleton(_data.Get<SessionAlignment>()).AddSingleton(_data.Get<CaptureQueries>()).AddSingleton(_data.Get<AccountQueries>());
    }

    [Fact]
    public async Task Save_FacePointsMovedByHand_IsKeptAndCanBeTakenBack()
    {
        var (scope, dataset, pairs) = await PairsAsync();
        var page = Show(scope, dataset, pairs[0]);
        page.WaitForElement(".tp-pin");
        Assert.Contains("Nobody has aligned this pair yet.", page.Markup);
        Assert.Equal(12, page.FindAll(".tp-pin").Count);
        await page.InvokeAsync(() => page.FindComponent<BenchView>().Instance.MoveAsync(PictureSide.Thermal, 2, 127, 145, further: false));
        Click(page, "Save alignment");
        page.WaitForAssertion(() => Assert.Contains("Remove alignment", page.Markup));
        var saved = (await FindAsync(scope, pairs[0]))!;
        Assert.Equal((TransformKind.Similarity, new PicturePoint(127, 145)), (saved.Kind, saved.Points[2].Thermal));
        Assert.True(page.FindAll("button").Single(b => b.TextContent == "Save alignment").HasAttribute("disabled")); // nothing to save
        page.WaitForAssertion(() => Assert.Contains("1 takes it over", page.Find(".tp-session").TextContent));

        Click(page, "Apply to the session");
        page.WaitForAssertion(() => Assert.Contains("with 1 other pair of the session", page.Markup));
        Assert.Equal(saved.Matrix, (await FindAsync(scope, pairs[1]))!.Matrix);
        Click(page, "Take back for all 2 pairs");
        page.WaitForAssertion(() => Assert.DoesNotContain("other pair of the session", page.Markup));
        Assert.Equal((saved.Id, null), ((await FindAsync(scope, pairs[0]))!.Id, await FindAsync(scope, pairs[1])));
        Click(page, "Remove alignment");
        page.WaitForAssertion(() => Assert.Contains("The alignment was removed.", page.Markup));
    }

    [Fact]
    public async Task Save_WhatSomebodyChangedMeanwhile_KeepsThePointsAndSaysSo()
    {
        var (scope, dataset, pairs) = await PairsAsync();
        var page = Show(scope, dataset, pairs[0]);
        page.WaitForElement(".tp-pin");
        await page.InvokeAsync(() => page.FindComponent<BenchView>().Instance.MoveAsync(PictureSide.Thermal, 2, 127, 145, further: false));
        var view = (await _data.Get<AlignmentQueries>().FindAsync(scope, pairs[0], _none))!;
        await _data.Get<AlignmentQueries>().SaveAsync(scope, pairs[0], null, TransformKind.Affine, view.Detected, _none);
        var theirs = (await FindAsync(scope, pairs[0]))!.Id;
        Click(page, "Save alignment");
        page.WaitForAssertion(() => Assert.Contains("Somebody else has changed this alignment meanwhile", page.Find("[role=alert]").TextContent));
        Assert.Equal(theirs, (await FindAsync(scope, pairs[0]))!.Id);
        Assert.Contains("127.0, 145.0", page.FindAll(".tp-pin")[2].GetAttribute("aria-label"));
        Click(page, "Save alignment"); // knowing it now
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=alert]")));
        Assert.Equal(theirs, (await FindAsync(scope, pairs[0]))!.PreviousId);
    }

    [Fact]
    public async Task Page_ViewerOrStranger_MayNotChangeOrSeeIt()
    {
        var (scope, dataset, pairs) = await PairsAsync();
        Assert.Contains("There is no such pair", Show(await _data.NewTeamAsync("stranger"), dataset, pairs[0]).WaitForElement("h1").TextContent);
        await _data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        var page = Show(scope, dataset, pairs[0]);
        page.WaitForElement(".tp-pin");
        Click(page, "Save alignment");
        page.WaitForAssertion(() => Assert.Contains("Your role", page.Find("[role=alert]").TextContent));
        Assert.Null(await FindAsync(scope, pairs[0]));
    }

    private static void Click(IRenderedComponent<AlignmentPage> page, string text) => page.FindAll("button").Single(b => b.TextContent == text).Click();

    private IRenderedComponent<AlignmentPage> Show(TeamScope scope, Guid dataset, Guid pair)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new(PortalClaims.TeamId, scope.TeamId.ToString()), new(ClaimTypes.NameIdentifier, scope.UserId.ToString())], "test"));
        return Render<AlignmentPage>(p => p.Add(c => c.DatasetId, dataset).Add(c => c.PairId, pair).AddCascadingValue(Task.FromResult(new AuthenticationState(user))));
    }

    private async Task<PairAlignment?> FindAsync(TeamScope scope, Guid pair) => (await _data.Get<AlignmentQueries>().FindAsync(scope, pair, _none))!.Pair.Alignment;

    /// <summary>Two pairs of one person and session whose visible pictures are four times as large.</summary>
    private async Task<(TeamScope Scope, Guid Dataset, Guid[] Pairs)> PairsAsync()
    {
        PicturePoint[] face = [new(400, 450), new(600, 450), new(500, 580), new(500, 690), new(280, 500), new(720, 500)];
        var scope = await _data.NewTeamAsync();
        var dataset = await _data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        await _data.Get<DatasetImport>().CommitAsync(scope, dataset, await _data.NewUploadAsync(scope, "eva/thermal/1.png", "eva/rgb/1.png", "eva/thermal/2.png", "eva/rgb/2.png"), null, _none);
        var pairs = (await _data.Get<CaptureQueries>().PairsAsync(scope, dataset, new(), new PageRequest(0, 9), _none)).Items;
        foreach (var (capture, scale) in pairs.SelectMany(p => new[] { (p.ThermalId, .25), (p.VisibleId, 1.0) }))
        {
            using var picture = new MemoryStream(capture.ToByteArray());
            var frame = (await _data.Get<FileQueries>().AddAsync(scope, picture, "image/png", _none)).Id;
            var found = new FoundFace { X = 0, Y = 0, Width = 1, Height = 1, Score = 1, Points = [.. face.Select(p => new FacePoint((float)(p.X * scale), (float)(p.Y * scale)))] };
            await _data.Get<ViewWork>().SaveAsync(scope, capture, frame, frame, new CaptureMeasure(100, 0, 1, 1, [found])
            {
                Width = (int)(1024 * scale), Height = (int)(1024 * scale),
            }, _none);
        }
        return (scope, dataset, [.. pairs.Select(p => p.Id)]);
    }
}
