using System.Net.Http.Headers;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Web.Tests;

/// <summary>One portal for all tests that keep to teams of their own.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private int _portals;

    internal Portal Portal { get; private set; } = null!;

    internal TestPortal Data => Portal.Data;

    internal FakeWorker Worker { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        Portal = await NewPortalAsync(("Portal:Limits:TranslationFileBytes", "100000"), ("Portal:Limits:UploadFileBytes", "200000"));
        Worker = new FakeWorker(Data.Get<Data.Datasets.UploadWork>(), Data.Get<Data.Translations.RunLifecycle>(), Data.Get<Data.Translations.RunWork>(), Data.Get<Data.Files.FileQueries>());
        await Data.NewModelAsync();
        _ = Portal.Server;
    }

    /// <summary>A portal of its own, on an empty database.</summary>
    internal async Task<Portal> NewPortalAsync(params (string Key, string Value)[] settings) =>
        new(await _postgres.NewDatabaseAsync(), Path.Combine(_postgres.Folder, $"web{Interlocked.Increment(ref _portals)}"), settings);

    /// <summary>A program of a new team.</summary>
    internal async Task<(HttpClient Client, TeamScope Scope)> NewClientAsync(string team = "team")
    {
        var scope = await Data.NewTeamAsync(team);
        var token = await Data.Get<TokenQueries>().CreateAsync(scope, "test", null, CancellationToken.None);
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        return (client, scope);
    }

    /// <summary>Nobody.</summary>
    internal HttpClient Anonymous() => Portal.CreateClient(new() { AllowAutoRedirect = false });

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
