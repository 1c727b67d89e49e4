using ThermalPortal.Web.Components.Pages.Datasets;

namespace ThermalPortal.Web.Api;

/// <summary>Turns what is said to be wrong with an argument, in words for people, into an answer.</summary>
internal sealed class ArgumentFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ArgumentException problem)
        {
            return Problems.Invalid([Words.Of(problem)]);
        }
    }
}

/// <summary>For addresses whose arguments are looked at where they are used.</summary>
internal static class ArgumentFilterSetup
{
    /// <summary>Answers 400 where an argument is refused.</summary>
    public static RouteHandlerBuilder RefusesArguments(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter<ArgumentFilter>().ProducesProblem(400);
}
