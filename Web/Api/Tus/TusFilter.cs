namespace ThermalPortal.Web.Api.Tus;

/// <summary>The protocol's version on every answer, and asked of every request.</summary>
internal sealed class TusFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, headers) = (context.HttpContext.Request, context.HttpContext.Response.Headers);
        headers[TusHeaders.Resumable] = TusHeaders.Version;
        headers.CacheControl = "no-store";
        if (HttpMethods.IsOptions(request.Method) || request.Headers[TusHeaders.Resumable] == TusHeaders.Version) return await next(context);
        headers[TusHeaders.Versions] = TusHeaders.Version;
        return TypedResults.Problem("This portal speaks tus 1.0.0: send 'Tus-Resumable: 1.0.0'.", statusCode: StatusCodes.Status412PreconditionFailed, title: "Another version of the protocol");
    }
}
