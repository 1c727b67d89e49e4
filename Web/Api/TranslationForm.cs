using System.Globalization;
using System.Text.Json;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Web.Api;

/// <summary>The optional fields beside the files of <c>POST /api/v1/translations</c>, as text.</summary>
internal sealed class TranslationForm
{
    private static readonly string[] _names = ["model", "samples", "steps", "guidance", "seed", "attributes", "crop"];
    private readonly Dictionary<string, string> _values = [];
    private readonly List<string> _errors = [];

    /// <summary>Model by id, name, name@version or the start of its SHA-256; null: the default.</summary>
    public string? Model => _values.GetValueOrDefault("model");

    public void Set(string name, string value)
    {
        if (!_names.Contains(name)) _errors.Add($"There is no option '{name}'. Options: {string.Join(", ", _names)}.");
        else if (!string.IsNullOrWhiteSpace(value)) _values[name] = value.Trim();
    }

    /// <summary>The options, or everything that is wrong with them.</summary>
    public (TranslationOptions Options, IReadOnlyList<string> Errors) Read()
    {
        var defaults = new TranslationOptions();
        var options = new TranslationOptions
        {
            Samples = Number("samples", defaults.Samples, int.TryParse, "a whole number"),
            Steps = Number("steps", defaults.Steps, int.TryParse, "a whole number"),
            Guidance = Number("guidance", defaults.Guidance, double.TryParse, "a number"),
            Seed = _values.ContainsKey("seed") ? Number("seed", 0L, long.TryParse, "a whole number") : null,
            Crop = _values.GetValueOrDefault("crop", defaults.Crop),
            Attributes = Attributes(),
        };
        var crop = options.Crop == CropMode.Manual ? ["crop must be face or none."] : Array.Empty<string>();
        return (options, [.. _errors, .. options.Validate(), .. crop]);
    }

    private delegate bool TryParse<T>(string text, NumberStyles styles, IFormatProvider format, out T value);

    private T Number<T>(string name, T fallback, TryParse<T> parse, string kind)
    {
        if (!_values.TryGetValue(name, out var text)) return fallback;
        if (parse(text, NumberStyles.Float & ~NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return value;
        _errors.Add($"{name} must be {kind}, not '{text}'.");
        return fallback;
    }

    // {"glasses":"none","sex":"unknown"} or glasses=none,sex=unknown
    private Dictionary<string, string> Attributes()
    {
        if (!_values.TryGetValue("attributes", out var text)) return [];
        try
        {
            if (text.StartsWith('{')) return JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
            return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
                .ToDictionary(pair => pair[0], pair => pair[1]);
        }
        catch (Exception problem) when (problem is JsonException or IndexOutOfRangeException or ArgumentException)
        {
            _errors.Add("""attributes must be a JSON object of texts, such as {"glasses":"none"}, or glasses=none,sex=unknown.""");
            return [];
        }
    }
}
