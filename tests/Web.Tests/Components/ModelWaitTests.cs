using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ThermalPortal.Data.Models;
using ThermalPortal.Web.Components.Pages.Translate;

namespace ThermalPortal.Web.Tests.Components;

/// <summary>The first minute of a portal: a page is open before the worker has registered a model.</summary>
public sealed class ModelWaitTests(PortalFixture fixture) : BunitContext
{
    [Fact]
    public async Task Model_RegisteredWhileThePageIsOpen_IsFound()
    {
        await using var portal = await fixture.NewPortalAsync();
        Services.AddSingleton(portal.Data.Get<ModelQueries>()).AddSingleton(TimeProvider.System);
        IReadOnlyList<ModelVersion>? found = null;
        var scope = await portal.Data.NewTeamAsync();
        var page = Render<ModelWait>(p => p.Add(c => c.Scope, scope).Add(c => c.OnFound, models => found = models));
        Assert.Contains("No model is installed yet", page.Markup, StringComparison.Ordinal);
        Assert.Null(found);
        var model = await portal.Data.NewModelAsync();
        page.WaitForAssertion(() => Assert.Equal([model.Id], found?.Select(m => m.Id)), TimeSpan.FromSeconds(30));
    }
}
