namespace ThermalPortal.Data;

/// <summary>Turns what a person typed into a pattern for <c>ILIKE</c>.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    public static string Containing(string text) => "%" + text.Trim()
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
