using Microsoft.AspNetCore.Http.HttpResults;

namespace ThermalPortal.Web.Api;

/// <summary>Answers for what a caller can do something about: a title, and a sentence that says what to do.</summary>
internal static class Problems
{
    /// <summary>Also the answer for what belongs to another team: its existence is nobody's business.</summary>
    public static ProblemHttpResult NotFound(string what) =>
        TypedResults.Problem($"There is no such {what} in your team. It may have been deleted.", statusCode: 404, title: $"No such {what}");

    public static ProblemHttpResult Invalid(IEnumerable<string> errors) =>
        TypedResults.Problem(string.Join(" ", errors), statusCode: 400, title: "The request cannot be used");

    public static ProblemHttpResult DiskFull(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status507InsufficientStorage, title: "Not enough room");

    public static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: 409, title: "Not possible now");
}
