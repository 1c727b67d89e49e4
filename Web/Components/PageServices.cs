using ThermalPortal.Web.Components.Pages.Translate;

namespace ThermalPortal.Web.Components;

/// <summary>What the pages need beside the queries.</summary>
internal static class PageServices
{
    public static IServiceCollection AddPortalPages(this IServiceCollection services)
    {
        services.AddSingleton<SampleLibrary>();
        services.AddSingleton<TranslationStarter>();
        return services;
    }
}
