namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>An error's message without the parameter's name that .NET adds.</summary>
internal static class Words
{
    public static string Of(ArgumentException problem) =>
        problem.ParamName is { } name ? problem.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : problem.Message;
}
