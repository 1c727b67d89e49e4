using System.Text.Json;

namespace ThermalPortal.Web.Api;

/// <summary>Values of enums in addresses, written as in answers: <c>no_face</c>.</summary>
internal static class QueryWord
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Reads an optional value, in any case.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="text">As it was sent; null or empty: not at all.</param>
    /// <param name="allowed">What it may be.</param>
    /// <param name="value">The value; null: none was sent, or it cannot be read.</param>
    /// <returns>What is wrong with it, in words; null: nothing.</returns>
    public static string? Read<T>(string name, string? text, IReadOnlyList<T> allowed, out T? value) where T : struct, Enum
    {
        value = allowed.Cast<T?>().FirstOrDefault(v => string.Equals(Of(v!.Value), text, StringComparison.OrdinalIgnoreCase));
        return value is not null || string.IsNullOrEmpty(text) ? null : $"{name} is one of {string.Join(", ", allowed.Select(Of))}, not {text}.";
    }
}
