using ThermalPortal.Data.Files;

namespace ThermalPortal.Web.Api;

/// <summary>Turns what a caller did wrong into an answer; what the portal did wrong goes on as an exception.</summary>
internal sealed class RefusalFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (FileTooLargeException problem)
        {
            return TypedResults.Problem(problem.Message + " Split it, or ask an administrator to raise the limit (Portal:Limits).", statusCode: StatusCodes.Status413PayloadTooLarge, title: "File too large");
        }
        catch (IOException problem) when (DiskSpace.IsFull(problem))
        {
            return Problems.DiskFull("The portal's disk is full. Free some space, or move Portal:DataFolder to a larger disk, then go on: what has arrived stays.");
        }
        catch (BadHttpRequestException problem)
        {
            // Kestrel's own words for a body over the limit are not for people; ours come from ProblemWords.
            var detail = problem.StatusCode == StatusCodes.Status413PayloadTooLarge && problem.Message.StartsWith("Request body", StringComparison.Ordinal) ? null : problem.Message;
            return TypedResults.Problem(detail, statusCode: problem.StatusCode, title: "The request cannot be used");
        }
    }
}
