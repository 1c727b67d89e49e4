using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Web.Api;

/// <summary>Ends a session; a form post, because it changes a cookie.</summary>
internal static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder app) =>
        app.MapPost("/account/sign-out", async (HttpContext context, IAntiforgery antiforgery, SignInManager<PortalUser> signIn) =>
            {
                await antiforgery.ValidateRequestAsync(context);
                await signIn.SignOutAsync();
                return TypedResults.LocalRedirect("/sign-in");
            })
            .RequireAuthorization()
            .ExcludeFromDescription();
}
