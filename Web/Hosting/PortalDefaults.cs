using Microsoft.Extensions.Configuration.Memory;

namespace ThermalPortal.Web.Hosting;

/// <summary>Settings before any file, environment variable or argument speaks.</summary>
internal static class PortalDefaults
{
    private static readonly string[] _addressKeys = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints:Http:Url", "Kestrel:Endpoints:Https:Url"];

    /// <summary>The published portal's own files, when it is started from another folder; null: the usual place.</summary>
    public static string? WebRoot()
    {
        var own = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return !Directory.Exists("wwwroot") && Directory.Exists(own) ? own : null;
    }

    public static void AddPortalDefaults(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:Console:FormatterName"] = "simple",
                ["Logging:Console:FormatterOptions:SingleLine"] = "true",
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                // The first migration asks for a table that is not there yet; what matters comes as an exception anyway.
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "None",
                // Keys lie in the portal's own database, beside what they protect.
                ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection.KeyManagement"] = "Error",
                // A start that fails is told once, by Program.
                ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
                ["Logging:LogLevel:Hangfire"] = "Warning",
                ["Logging:LogLevel:Npgsql"] = "Warning",
            },
        });
        // Loopback unless told otherwise: a portal with accounts goes to the network only by decision.
        if (!_addressKeys.Any(key => !string.IsNullOrEmpty(builder.Configuration[key])))
        {
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
            // No other site's name may lead a browser here (DNS rebinding).
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new("AllowedHosts", "localhost;127.0.0.1;[::1]")] });
        }

        // Run from the build's output, MudBlazor's files lie in the package cache; published, this finds nothing and does nothing.
        builder.WebHost.UseStaticWebAssets();
    }
}
