namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Sentences several parts say.</summary>
internal static class Words
{
    public const string NotAllowed = "Your role in this team does not allow this. Ask a team administrator.";

    /// <summary>An error's message without the parameter's name that .NET adds.</summary>
    public static string Of(ArgumentException problem) =>
        problem.ParamName is { } name ? problem.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : problem.Message;
}
