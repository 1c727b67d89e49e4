namespace ThermalPortal.Data;

/// <summary>Turns what a person typed into a pattern for <c>ILIKE</c>.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    public static string Containing(string text) => "%" + Exactly(text.Trim()) + "%";

    public static string Exactly(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}
