using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.People;
using ThermalPortal.Web.Components.Pages.Datasets.People;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Tests.Components;

/// <summary>The people of a dataset on a real database.</summary>
public sealed class PeoplePageTests : BunitContext
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private readonly TestPortal _data;

    public PeoplePageTests(PortalFixture portal)
    {
        _data = portal.Data;
        DefaultWaitTimeout = TimeSpan.FromSeconds(30); // it ends as soon as what is waited for is there
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(_data.Get<DatasetQueries>()).AddSingleton(_data.Get<SubjectQueries>()).AddSingleton(_data.Get<IdentityQueries>()).AddSingleton(_data.Get<CaptureQueries>()).AddSingleton(_data.Get<AccountQueries>());
    }

    [Fact]
    public async Task People_TwoChosenMadeOneAndTakenBack_TheListFollows()
    {
        var (scope, dataset) = await DatasetAsync();
        var page = Render<PeoplePage>(p => p.Add(c => c.DatasetId, dataset).AddCascadingValue(Session(scope)));
        page.WaitForElement("[data-pair]");
        Assert.Equal(["ada", "eva"], Names(page));
        await ClickAsync(page, "[data-pair]", 0);
        page.WaitForAssertion(() => Assert.Equal("Rename", page.Find("[data-merge]:not([disabled])").TextContent));
        await ClickAsync(page, "[data-pair]", 1, more: true);
        page.WaitForAssertion(() => Assert.Equal(("ada", "Make them one person"), (page.Find("[data-name]").GetAttribute("value"), page.Find("[data-merge]").TextContent))); // most pictures have this name
        await page.InvokeAsync(() => page.Find("[data-name]").Input("eva"));
        await page.InvokeAsync(() => page.Find(".tp-people-name").Submit());
        page.WaitForAssertion(() => Assert.Equal(["eva"], Names(page)));
        await ClickAsync(page, "[data-undo]");
        page.WaitForAssertion(() => Assert.Equal(["ada", "eva"], Names(page)));
        await ClickAsync(page, "[data-pair]", 1);
        page.WaitForElement("[data-forget]:not([disabled])");
        await ClickAsync(page, "[data-forget]:not([disabled])");
        page.WaitForAssertion(() => Assert.Contains("1 pair of unknown people", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Person_PairChosenAndSplit_LeavesTheRest()
    {
        var (scope, dataset) = await DatasetAsync();
        var ada = (await PeopleAsync(scope, dataset))[0].Id;
        var page = Render<PersonPage>(p => p.Add(c => c.DatasetId, dataset).Add(c => c.PersonId, ada).AddCascadingValue(Session(scope)));
        page.WaitForElement("[data-pair]");
        Assert.Equal("ada", page.Find("h1").TextContent);
        await ClickAsync(page, "[data-pair]", 1);
        page.WaitForElement("[data-name]:not([disabled])");
        await page.InvokeAsync(() => page.Find("[data-name]").Input("ada 2"));
        page.WaitForElement("[data-split]:not([disabled])");
        await page.InvokeAsync(() => page.Find(".tp-people-name").Submit());
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-pair]")));
        Assert.Equal(["ada", "ada 2", "eva"], (await PeopleAsync(scope, dataset)).Select(p => p.Key));
        await ClickAsync(page, "[data-undo]");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-pair]").Count));

        await _data.Get<AccountQueries>().SetRoleAsync(scope, scope.UserId, TeamRole.Viewer, _none);
        await ClickAsync(page, "[data-pair]", 0);
        page.WaitForElement("[data-forget]:not([disabled])");
        await ClickAsync(page, "[data-forget]:not([disabled])");
        Assert.Equal(0, await _data.Get<SubjectQueries>().UnknownAsync(scope, dataset, _none));
    }

    [Fact]
    public async Task Page_Stranger_SeesNothing()
    {
        var (_, dataset) = await DatasetAsync();
        var stranger = await _data.NewTeamAsync("stranger");
        Assert.Contains("There is no such dataset", Render<PeoplePage>(p => p.Add(c => c.DatasetId, dataset).AddCascadingValue(Session(stranger))).WaitForElement("h1").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Found and clicked between two renderings: each gives the cards other handlers.</summary>
    private static Task ClickAsync<T>(IRenderedComponent<T> page, string selector, int index = 0, bool more = false) where T : IComponent =>
        page.InvokeAsync(() => page.FindAll(selector)[index].Click(new MouseEventArgs { CtrlKey = more }));

    private static string[] Names(IRenderedComponent<PeoplePage> page) => [.. page.FindAll("[data-pair] .tp-label-value").Select(v => v.TextContent)];

    private static Task<AuthenticationState> Session(TeamScope scope) =>
        Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new(PortalClaims.TeamId, scope.TeamId.ToString()), new(ClaimTypes.NameIdentifier, scope.UserId.ToString())], "test"))));

    private async Task<IReadOnlyList<SubjectSummary>> PeopleAsync(TeamScope scope, Guid dataset) => (await _data.Get<SubjectQueries>().PageAsync(scope, dataset, null, new PageRequest(0, 9), _none)).Items;

    private async Task<(TeamScope Scope, Guid Dataset)> DatasetAsync()
    {
        var scope = await _data.NewTeamAsync();
        var dataset = await _data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, _none);
        await _data.Get<DatasetImport>().CommitAsync(scope, dataset, await _data.NewUploadAsync(scope, "ada/thermal/1.png", "ada/rgb/1.png", "ada/thermal/2.png", "ada/rgb/2.png", "eva/thermal/1.png", "eva/rgb/1.png"), null, _none);
        return (scope, dataset);
    }
}
