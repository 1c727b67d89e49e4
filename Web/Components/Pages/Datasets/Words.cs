namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Sentences several parts say.</summary>
internal static class Words
{
    public const string NotAllowed = "Your role in this team does not allow this. Ask a team administrator.";

    public const string Pseudonymous =
        "People, sessions and files get numbers. Labels that only one person has are left out. Pictures lose position, serial numbers, names, comments, times and thumbnails, not a pixel or degree. The faces remain: this makes nobody anonymous.";

    /// <summary>An error's message without the parameter's name that .NET adds.</summary>
    public static string Of(ArgumentException problem) =>
        problem.ParamName is { } name ? problem.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : problem.Message;
}
