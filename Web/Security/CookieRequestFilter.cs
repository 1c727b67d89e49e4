using Microsoft.AspNetCore.Antiforgery;

namespace ThermalPortal.Web.Security;

/// <summary>A change asked for by cookie must carry the page's request token; a bearer token proves itself.</summary>
internal sealed class CookieRequestFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var safe = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method);
        if (safe || ApiTokenHandler.Carries(http.Request)) return await next(context);
        // The header only: looking into the form would read an upload before the endpoint streams it.
        if (http.Request.Headers.ContainsKey("RequestVerificationToken") && await antiforgery.IsRequestValidAsync(http)) return await next(context);
        return Results.Problem("The request token is missing or too old. Reload the page and try again.", statusCode: 400, title: "Request token needed");
    }
}
