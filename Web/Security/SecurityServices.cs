using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Web.Security;

/// <summary>Who may come in: accounts, cookies, tokens, policies, limits.</summary>
internal static class SecurityServices
{
    private const string Either = "CookieOrBearer";

    public static IServiceCollection AddPortalSecurity(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("ThermalPortal").PersistKeysToDbContext<PortalDbContext>();
        services.AddIdentity<PortalUser, IdentityRole<Guid>>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = 10;
                options.Password.RequireDigit = options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 10;
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddClaimsPrincipalFactory<PortalClaimsFactory>()
            .AddDefaultTokenProviders();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.ConfigureApplicationCookie(ConfigureCookie);
        services.AddAuthentication(options =>
                options.DefaultScheme = options.DefaultAuthenticateScheme = options.DefaultChallengeScheme = options.DefaultForbidScheme = Either)
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = context =>
                ApiTokenHandler.Carries(context.Request) ? ApiTokenHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null);

        services.AddSingleton<IAuthorizationHandler, TeamRoleHandler>();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Policies.Read, policy => policy.RequireAuthenticatedUser().AddRequirements(new TeamRoleRequirement(TeamRole.Viewer)))
            .AddPolicy(Policies.Write, policy => policy.RequireAuthenticatedUser().AddRequirements(new TeamRoleRequirement(TeamRole.Annotator)))
            .AddPolicy(Policies.Review, policy => policy.RequireAuthenticatedUser().AddRequirements(new TeamRoleRequirement(TeamRole.Reviewer)))
            .AddPolicy(Policies.Administer, policy => policy.RequireAuthenticatedUser().AddRequirements(new TeamRoleRequirement(TeamRole.TeamAdmin)));
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddAntiforgery(options => options.HeaderName = "RequestVerificationToken");
        services.AddRateLimiter(ConfigureLimits);
        services.AddSingleton<SetupLink>();
        services.AddScoped<FirstAccount>();
        return services;
    }

    private static void ConfigureCookie(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "tp-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        // A program gets a status code it can read; a browser page gets the sign-in form.
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    private static Task Answer(RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context, int status)
    {
        var page = status == StatusCodes.Status401Unauthorized && HttpMethods.IsGet(context.Request.Method) &&
            !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        if (page) context.Response.Redirect(context.RedirectUri);
        else context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static void ConfigureLimits(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, cancellationToken) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return new ValueTask(Results.Problem(
                $"Too many attempts. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.", statusCode: 429, title: "Slow down").ExecuteAsync(context.HttpContext));
        };
        options.AddPolicy(Policies.SignInLimit, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(Address(context), _ => new() { PermitLimit = 5, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("read"));
        options.AddPolicy(Policies.ApiLimit, context => RateLimitPartition.GetTokenBucketLimiter(
            context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? Address(context),
            _ => new() { TokenLimit = 300, TokensPerPeriod = 100, ReplenishmentPeriod = TimeSpan.FromSeconds(10) }));
    }

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "local";
}
