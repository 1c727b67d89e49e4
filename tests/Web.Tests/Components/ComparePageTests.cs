using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Translations;
using ThermalPortal.Data.Translations.Comparing;
using ThermalPortal.Web.Components.Pages.Compare;
using ThermalPortal.Web.Components.Pages.Datasets;
using ThermalPortal.Web.Components.Pages.Translate;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Tests.Components;

/// <summary>The compare page, and the ways to it from a pair, on a real database.</summary>
public sealed class ComparePageTests : BunitContext
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private readonly PortalFixture _portal;
    private readonly BunitJSModuleInterop _script;

    public ComparePageTests(PortalFixture portal)
    {
        _portal = portal;
        DefaultWaitTimeout = TimeSpan.FromSeconds(30); // it ends as soon as what is waited for is there
        JSInterop.Mode = JSRuntimeMode.Loose;
        _script = JSInterop.SetupModule("./js/compare.js");
        _script.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(Data.Get<ComparisonQueries>()).AddSingleton(Data.Get<CaptureQueries>()).AddSingleton(Data.Get<SceneQueries>()).AddSingleton(Data.Get<ReviewQueries>())
            .AddSingleton(Data.Get<AccountQueries>()).AddSingleton(portal.Portal.Services.GetRequiredService<TranslationStarter>());
    }

    private TestPortal Data => _portal.Data;

    [Theory]
    [InlineData("yes", "generated-true", false)]
    [InlineData("no", "thermal-generated", true)]
    public async Task Page_PairOfADataset_OffersTheTruePictureByWhetherItIsAligned(string aligned, string preferred, bool remark)
    {
        var (scope, dataset, pair, item) = await PairAsync(aligned);
        var page = Show(scope, await TranslateAsync(scope, item));
        page.WaitForElement("[data-picture=true]");
        Assert.Equal(["thermal", "generated", "true"], page.FindAll("canvas[data-picture]").Select(c => c.GetAttribute("data-picture")));
        Assert.Contains("The generated picture is synthesised from a thermal image, not a photograph.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("a small difference is no proof of identity", page.Markup, StringComparison.Ordinal);
        var given = await GivenAsync();
        Assert.Equal(preferred, given[2]);
        Assert.Equal(remark, page.FindAll("figcaption .tp-count-warn").Count == 1);
        Assert.Equal(remark ? [$"/datasets/{dataset}/pairs/{pair}/alignment"] : [], page.FindAll(".tp-compare-note a").Select(a => a.GetAttribute("href")));
        var truth = Assert.IsAssignableFrom<IReadOnlyList<ComparedPicture>>(given[1])[2];
        Assert.Equal((400, 400, remark), (truth.Size!.Value.Width, truth.Size.Value.Height, truth.Loose));
    }

    [Fact]
    public async Task Page_ShippedSample_KnowsItsTruePicture()
    {
        var scope = await Data.NewTeamAsync();
        var file = _portal.Portal.Services.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo("samples/03.png");
        await using var content = file.CreateReadStream();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, _none);
        var item = (await Data.NewItemAsync(scope, "sample-03.png", bytes.ToArray())).Id;
        await Data.Get<UploadWork>().SetVerdictAsync(scope, item, FileVerdict.Accepted(Modality.Thermal, RadiometryBadge.RadiometricC, 160, 160), _none);
        Show(scope, await TranslateAsync(scope, item));
        Assert.Equal("samples/03-true.webp", Assert.IsAssignableFrom<IReadOnlyList<ComparedPicture>>((await GivenAsync())[1])[2].Url);
    }

    [Fact]
    public async Task Page_NoTruth_SaysWhyAndComparesTheOtherTwo()
    {
        var scope = await Data.NewTeamAsync();
        var page = Show(scope, await TranslateAsync(scope, (await Data.NewItemAsync(scope)).Id));
        page.WaitForElement(".tp-compare");
        Assert.Equal(2, page.FindAll("canvas[data-picture]").Count);
        Assert.Contains("The true visible picture is not known", page.Find(".tp-compare-note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnotherTeam_IsNotThere()
    {
        var (scope, _, _, item) = await PairAsync("yes");
        var page = Show(await Data.NewTeamAsync("other"), await TranslateAsync(scope, item));
        page.WaitForAssertion(() => Assert.Contains("There is no such result", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("canvas"));
    }

    [Fact]
    public async Task PairPage_Translate_QueuesARunAndThenLinksToItsResult()
    {
        var (scope, dataset, pair, item) = await PairAsync("yes");
        var page = ShowPair(scope, dataset, pair);
        Button(page).Click();
        page.WaitForAssertion(() => Assert.Contains("?run=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var run = Guid.Parse(Services.GetRequiredService<NavigationManager>().Uri.Split("?run=")[1]);
        var queued = (await Data.Get<TranslationQueries>().FindAsync(scope, run, _none))!;
        Assert.Equal([item], queued.Inputs.Select(i => i.ItemId));
        Assert.Equal(new TranslationOptions().Samples, queued.Options.Samples);
        Assert.DoesNotContain("Compare with the translation", page.Markup, StringComparison.Ordinal);
        await _portal.Worker.TranslateAsync(run);
        var result = (await Data.Get<ComparisonQueries>().NewestAsync(scope, item, _none))!.Value;
        Assert.Contains($"/results/{result}/compare", ShowPair(scope, dataset, pair).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PairPage_Viewer_MayNotTranslate()
    {
        var (scope, dataset, pair, _) = await PairAsync("yes");
        await Data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        var page = ShowPair(scope, dataset, pair);
        Button(page).Click();
        page.WaitForAssertion(() => Assert.Contains("Your role", Assert.Single(Services.GetRequiredService<MudBlazor.ISnackbar>().ShownSnackbars).Message, StringComparison.Ordinal));
        Assert.DoesNotContain("?run=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Empty(await Data.Get<TranslationQueries>().ActiveAsync(scope, _none));
    }

    /// <summary>What the script is given, which no rendering tells of.</summary>
    private async Task<IReadOnlyList<object?>> GivenAsync()
    {
        for (var tries = 0; tries < 600 && _script.Invocations["attach"].Count == 0; tries++) await Task.Delay(50, _none);
        return Assert.Single(_script.Invocations["attach"]).Arguments;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PairPage> page) => page.FindAll("button").Single(b => b.TextContent == "Translate");

    private IRenderedComponent<ComparePage> Show(TeamScope scope, Guid result) => Render<ComparePage>(p => p.AddCascadingValue(Session(scope)).Add(c => c.ResultId, result));

    private IRenderedComponent<PairPage> ShowPair(TeamScope scope, Guid dataset, Guid pair)
    {
        var page = Render<PairPage>(p => p.AddCascadingValue(Session(scope)).Add(c => c.DatasetId, dataset).Add(c => c.PairId, pair));
        page.WaitForElement("h1");
        return page;
    }

    private static Task<AuthenticationState> Session(TeamScope scope) => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim(PortalClaims.TeamId, scope.TeamId.ToString()), new Claim(ClaimTypes.NameIdentifier, scope.UserId.ToString())], "test"))));

    private async Task<(TeamScope Scope, Guid Dataset, Guid Pair, Guid Item)> PairAsync(string aligned)
    {
        var scope = await Data.NewTeamAsync();
        var dataset = await Data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        var upload = await Data.NewUploadAsync(scope, "t.png", "v.png", $"manifest.csv=path,modality,pair,aligned\nt.png,thermal,1,{aligned}\nv.png,visible,1,\n");
        await Data.Get<DatasetImport>().CommitAsync(scope, dataset, upload, null, _none);
        var pair = (await Data.Get<CaptureQueries>().PairsAsync(scope, dataset, new(), new PageRequest(0, 9), _none)).Items[0];
        using var picture = new MemoryStream([1]);
        var frame = (await Data.Get<FileQueries>().AddAsync(scope, picture, "image/webp", _none)).Id;
        await Data.Get<ViewWork>().SaveAsync(scope, pair.VisibleId, frame, frame, new CaptureMeasure(100, 0, 1, 1) { Width = 400, Height = 400 }, _none);
        await Data.Get<ViewWork>().SaveAsync(scope, pair.ThermalId, null, null, new CaptureMeasure(100, 0, 1, 1) { Width = 160, Height = 160 }, _none);
        return (scope, dataset, pair.Id, pair.Thermal!.ItemId);
    }

    private async Task<Guid> TranslateAsync(TeamScope scope, Guid item)
    {
        var run = await Data.Get<TranslationQueries>().CreateAsync(scope, new NewTranslation { ModelVersionId = (await Data.NewModelAsync()).Id, Options = new(), Inputs = [new(item)] }, _none);
        await _portal.Worker.TranslateAsync(run);
        return (await Data.Get<ComparisonQueries>().NewestAsync(scope, item, _none))!.Value;
    }
}
