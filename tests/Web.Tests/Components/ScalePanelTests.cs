using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Web.Components.Pages.Datasets.Scales;

namespace ThermalPortal.Web.Tests.Components;

/// <summary>Guessed scales on a real database.</summary>
public sealed class ScalePanelTests : BunitContext
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private readonly TestPortal _data;

    public ScalePanelTests(PortalFixture portal)
    {
        _data = portal.Data;
        DefaultWaitTimeout = TimeSpan.FromSeconds(30); // it ends as soon as what is waited for is there
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(_data.Get<ScaleQueries>()).AddSingleton(_data.Get<AccountQueries>());
    }

    [Fact]
    public async Task Panel_ConfirmedInOneAct_AsksNoMoreAndTakesItBack()
    {
        var (scope, dataset) = await DatasetAsync();
        var panel = Render<ScalePanel>(p => p.Add(c => c.DatasetId, dataset).Add(c => c.Scope, scope));
        panel.WaitForElement("section");
        Assert.Contains("The temperature scale of 2 pictures was guessed.", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("16-bit PNG: read as hundredths of a kelvin, medians 32.0 to 34.9 °C", string.Join(' ', panel.Find(".tp-scale-row").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.All(panel.FindAll("option[value=DeciKelvin]"), o => Assert.True(o.HasAttribute("disabled"))); // nobody is that warm

        await ClickAsync(panel, "[data-scale-confirm]");
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("section")));
        Assert.Contains("The temperature scale of 2 pictures was confirmed or chosen", panel.Markup, StringComparison.Ordinal);
        await ClickAsync(panel, ".tp-scale-answers button");
        panel.WaitForElement("section");
        await ClickAsync(panel, "[data-scale-counts]");
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("section")));
        Assert.All((await PairsAsync(scope, dataset)), p => Assert.Equal(RadiometryBadge.RawCounts, CaptureScale.BadgeOf(p.Thermal!)));
    }

    [Fact]
    public async Task Panel_Viewer_MayNotAnswer()
    {
        var (scope, dataset) = await DatasetAsync();
        await _data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        var panel = Render<ScalePanel>(p => p.Add(c => c.DatasetId, dataset).Add(c => c.Scope, scope));
        panel.WaitForElement("[data-scale-confirm]");
        await ClickAsync(panel, "[data-scale-confirm]");
        Assert.Equal(2, Assert.Single(await _data.Get<ScaleQueries>().GroupsAsync(scope, dataset, _none)).Count);
    }

    [Fact]
    public async Task Editor_AnotherScale_IsSavedAndSaysSo()
    {
        var (scope, dataset) = await DatasetAsync();
        var picture = (await PairsAsync(scope, dataset))[0].ThermalId;
        var (saved, view) = (0, await ViewAsync());
        var editor = Render<ScaleEditor>(p => p.Add(c => c.CaptureId, picture).Add(c => c.Scope, scope).Add(c => c.View, view).Add(c => c.Shown, view.Scale!).Add(c => c.OnSaved, EventCallback.Factory.Create(this, () => saved++)));
        Assert.Contains("Guessed:", editor.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Confirm", editor.Find("[data-scale-save]").TextContent);
        editor.Find("select").Change("Counts");
        await ClickAsync(editor, "[data-scale-save]");
        editor.WaitForAssertion(() => Assert.Equal(1, saved));
        view = await ViewAsync();
        editor.Render(p => p.Add(c => c.View, view).Add(c => c.Shown, view.Scale!));
        Assert.StartsWith("Said to be counts without degrees. No degrees are shown.", editor.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 change", editor.Markup, StringComparison.Ordinal);
        await ClickAsync(editor, "[data-scale-reset]");
        editor.WaitForAssertion(() => Assert.Equal(2, saved));
        Assert.True((await ViewAsync()).Scale!.GuessedDegrees);

        async Task<SceneView> ViewAsync() => (await _data.Get<SceneQueries>().FindAsync(scope, picture, _none))!;
    }

    /// <summary>Found and clicked between two renderings: each gives the buttons other handlers.</summary>
    private static Task ClickAsync<T>(IRenderedComponent<T> component, string selector) where T : IComponent => component.InvokeAsync(() => component.Find(selector).Click());

    private async Task<(TeamScope Scope, Guid Dataset)> DatasetAsync()
    {
        var scope = await _data.NewTeamAsync();
        var dataset = await _data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        await _data.Get<DatasetImport>().CommitAsync(scope, dataset, await _data.NewUploadAsync(scope, "ada/thermal/1.png", "ada/rgb/1.png", "eva/thermal/1.png", "eva/rgb/1.png"), null, _none);
        await _data.MeasureAsync(scope, dataset, path => new CaptureMeasure(100, 0, 1, 1)
        {
            Reading = path.Contains("thermal", StringComparison.Ordinal) ? new("png-16", TemperatureScale.CentiKelvin, true, path.StartsWith("ada", StringComparison.Ordinal) ? 30515 : 30800) : null,
        });
        return (scope, dataset);
    }

    private async Task<IReadOnlyList<CapturePair>> PairsAsync(TeamScope scope, Guid dataset) => (await _data.Get<CaptureQueries>().PairsAsync(scope, dataset, new(), new PageRequest(0, 9), _none)).Items;
}
