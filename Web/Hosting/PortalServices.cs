using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using MudBlazor.Services;
using ThermalPortal.Data;
using ThermalPortal.Web.Api;
using ThermalPortal.Web.Components;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Hosting;

/// <summary>Everything the portal is made of, and the order in which a request passes it.</summary>
internal static class PortalServices
{
    public static void AddPortal(this WebApplicationBuilder builder, PortalConnection connection, PortalPaths paths)
    {
        var services = builder.Services;
        services.AddSingleton(connection).AddSingleton(paths);
        services.AddPortalData(connection.ConnectionString).AddFolderFileStore(paths.FileFolder);
        // This portal's own storage: the one Hangfire would otherwise hand out is static, and with two portals in one process it may be the other's.
        services.AddSingleton<JobStorage>(_ => new PostgreSqlStorage(new NpgsqlConnectionFactory(connection.ConnectionString, new PostgreSqlStorageOptions())));
        services.AddHangfire(hangfire => hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        services.AddOptions<AdminOptions>().BindConfiguration("Portal:Admin");
        services.AddOptions<WorkerOptions>().BindConfiguration("Portal:Worker");
        services.AddPortalSecurity();
        services.AddPortalApi();
        services.AddMudServices();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddPortalPages();
        services.AddRunListener();
        if (builder.Configuration.GetValue("Portal:Worker:Embedded", connection.Embedded)) services.AddHostedService<WorkerProcess>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }

    public static void UsePortal(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            api => api.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(IsPage, pages => pages.UseExceptionHandler("/error").UseStatusCodePagesWithReExecute("/not-found"));
        // What the resumable protocol asks for: clients behind proxies that know no PATCH.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api/v1/uploads", StringComparison.OrdinalIgnoreCase), api => api.UseHttpMethodOverride());
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapPortalApi();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).RequireAuthorization();
    }

    private static bool IsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) &&
        !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
