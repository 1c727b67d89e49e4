using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using ThermalPortal.Data.Datasets.Incoming;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Web.Api.Tus;
using ThermalPortal.Web.Hosting;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>REST API v1: routes, JSON, errors, description.</summary>
internal static class ApiServices
{
    public static IServiceCollection AddPortalApi(this IServiceCollection services)
    {
        services.AddOptions<UploadLimits>().BindConfiguration("Portal:Limits").ValidateOnStart();
        services.AddSingleton<IValidateOptions<UploadLimits>, UploadLimitsValidation>();
        services.AddOptions<ServerFolderOptions>().BindConfiguration(ServerFolderOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServerFolderOptions>, ServerFolderValidation>();
        services.AddSingleton(provider => new AllowedFolders(provider.GetRequiredService<IOptions<ServerFolderOptions>>().Value));
        services.AddSingleton(provider => new IncomingFolder(
            provider.GetRequiredService<PortalPaths>().IncomingFolder, provider.GetRequiredService<IOptions<UploadLimits>>().Value.IncomingLife, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Arrival>().AddHostedService<IncomingSweep>();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.DictionaryKeyPolicy = null;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => ProblemWords.Complete(context.ProblemDetails));
        services.AddOpenApi("v1", options => options.AddDocumentTransformer(Describe));
        return services;
    }

    public static void MapPortalApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization(Policies.Read).RequireRateLimiting(Policies.ApiLimit).AddEndpointFilter<RefusalFilter>().AddEndpointFilter<CookieRequestFilter>();
        api.MapTranslations();
        api.MapModels();
        api.MapUploads();
        api.MapTus();
        api.MapServerFolders();
        api.MapFiles();
        api.MapDatasets();
        app.MapHealth();
        app.MapSession();
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/scalar", (options, context) =>
        {
            options.Title = "ThermalPortal API";
            // Nothing is fetched from, or told to, any other site.
            options.DefaultFonts = options.Telemetry = false;
            options.Agent = new ScalarAgentOptions { Disabled = true };
            options.Mcp = new ScalarMcpOptions { Disabled = true };
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.HideClientButton = true;
            options.Favicon = "/favicon.svg";
            options.Nonce = SecurityHeaders.Nonce(context);
            options.AddPreferredSecuritySchemes("bearer");
        }).AllowAnonymous();
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ThermalPortal API",
            Version = "v1",
            Description = "Thermal face pictures in, visible ones out. Make a token on the account page and send it as `Authorization: Bearer tp_…`. " +
                "Every result is synthesised from a thermal image; it is not a photograph.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of the account page." };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
        return Task.CompletedTask;
    }
}
