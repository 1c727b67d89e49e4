using System.Text.Json;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>An attribute that can be stated of a face.</summary>
/// <param name="Name">Such as <c>skin_tone</c>.</param>
/// <param name="Values">What can be said.</param>
/// <param name="Predicted">Whether the model also reads it from the heat; else nobody but a person can tell it.</param>
public sealed record AttributeToState(string Name, IReadOnlyList<string> Values, bool Predicted = true);

/// <summary>The attributes that can be stated of a face, for the override panel, and their words for people.</summary>
public static class AttributeChoices
{
    private static readonly IReadOnlyList<AttributeToState> _usual =
    [
        new("sex", ["female", "male"]),
        new("age_group", ["18-29", "30-44", "45-59", "60+"]),
        new("glasses", ["none", "clear", "sun"]),
        new("facial_hair", ["none", "stubble", "moustache", "beard"]),
        new("expression", ["neutral", "smile", "frown", "surprise", "open_mouth", "eyes_closed"]),
        new("skin_tone", ["I", "II", "III", "IV", "V", "VI"], Predicted: false),
        new("hair_colour", ["black", "brown", "blond", "red", "grey"], Predicted: false),
    ];

    /// <summary>From the model's <c>model.json</c> (<c>attributes.heads[].name/values</c> or <c>attributes: {name: [values]}</c>); the usual ones where it says nothing.</summary>
    public static IReadOnlyList<AttributeToState> Of(string? modelJson)
    {
        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(modelJson) ? "{}" : modelJson);
            if (!document.RootElement.TryGetProperty("attributes", out var attributes)) return _usual;
            if (attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty("heads", out var heads)) attributes = heads;
            var found = attributes.ValueKind switch
            {
                JsonValueKind.Array => [.. attributes.EnumerateArray().Where(h => Says(h, "guides")).Select(h => new AttributeToState(h.GetProperty("name").GetString()!, Texts(h.GetProperty("values")), Says(h, "predicted")))],
                JsonValueKind.Object => [.. attributes.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array).Select(p => new AttributeToState(p.Name, Texts(p.Value)))],
                _ => new List<AttributeToState>(),
            };
            return found.Count > 0 ? found : _usual;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return _usual;
        }
    }

    /// <summary><c>facial_hair</c> → Facial hair.</summary>
    public static string Title(string name) => name switch
    {
        "age_group" => "Age",
        { Length: > 0 } => char.ToUpperInvariant(name[0]) + Words(name)[1..],
        _ => name,
    };

    /// <summary>What to know before stating it; null: nothing.</summary>
    public static string? Hint(AttributeToState attribute) => attribute switch
    {
        { Predicted: true } => null,
        { Name: "skin_tone" } => "Fitzpatrick type, I the lightest, VI the darkest. Heat does not show it.",
        _ => "Heat does not show it.",
    };

    /// <summary><c>open_mouth</c> → open mouth.</summary>
    public static string Words(string value) => value.Replace('_', ' ');

    // What an older model does not say is so.
    private static bool Says(JsonElement head, string property) => !head.TryGetProperty(property, out var value) || value.GetBoolean();

    private static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetString()!)];
}
