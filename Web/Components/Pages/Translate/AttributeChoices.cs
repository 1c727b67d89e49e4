using System.Text.Json;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>The attributes that can be stated of a face, for the override panel, and their words for people.</summary>
public static class AttributeChoices
{
    private static readonly IReadOnlyList<(string Name, IReadOnlyList<string> Values)> _usual =
    [
        ("sex", ["female", "male"]),
        ("age_group", ["18-29", "30-44", "45-59", "60+"]),
        ("glasses", ["none", "clear", "sun"]),
        ("facial_hair", ["none", "stubble", "moustache", "beard"]),
        ("expression", ["neutral", "smile", "frown", "surprise", "open_mouth", "eyes_closed"]),
    ];

    /// <summary>From the model's <c>model.json</c> (<c>attributes.heads[].name/values</c> or <c>attributes: {name: [values]}</c>); the usual ones where it says nothing.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Of(string? modelJson)
    {
        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(modelJson) ? "{}" : modelJson);
            if (!document.RootElement.TryGetProperty("attributes", out var attributes)) return _usual;
            if (attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty("heads", out var heads)) attributes = heads;
            var found = attributes.ValueKind switch
            {
                JsonValueKind.Array => [.. attributes.EnumerateArray().Where(h => !h.TryGetProperty("guides", out var guides) || guides.GetBoolean()).Select(h => (h.GetProperty("name").GetString()!, Texts(h.GetProperty("values"))))],
                JsonValueKind.Object => [.. attributes.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array).Select(p => (p.Name, Texts(p.Value)))],
                _ => new List<(string, IReadOnlyList<string>)>(),
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

    /// <summary><c>open_mouth</c> → open mouth.</summary>
    public static string Words(string value) => value.Replace('_', ' ');

    private static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetString()!)];
}
