using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ThermalPortal.Web.Tests;

/// <summary>The whole web process in memory, on a real database of its own; no worker.</summary>
internal sealed class Portal : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings;

    public Portal(string connectionString, string folder, params (string Key, string Value)[] settings)
    {
        Folder = folder;
        _settings = new() { ["ConnectionStrings:Portal"] = connectionString, ["Portal:DataFolder"] = folder, ["Portal:Demo"] = "false" };
        foreach (var (key, value) in settings) _settings[key] = value;
        Data = new TestPortal(connectionString, folder);
    }

    public string Folder { get; }

    /// <summary>The same database from outside.</summary>
    public TestPortal Data { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production").UseSetting("Logging:LogLevel:Default", "Warning")
            .UseSetting("ReloadStaticAssetsAtRuntime", "false"); // an endpoint for edited files, which a published portal lacks
        foreach (var (key, value) in _settings) builder.UseSetting(key, value);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Data.DisposeAsync();
    }
}
