using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ThermalPortal.Data.Datasets.Export;

/// <summary>What an archive says of itself in <c>version.json</c>: where it comes from, why the faces may be used, how it was split, and what of one part is seen in another.</summary>
internal static class VersionDescription
{
    private static readonly JsonSerializerOptions _layout = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, never part of a page
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Json(VersionContent content) => JsonSerializer.Serialize(
        new
        {
            Dataset = content.Dataset.Name, content.Dataset.Consent, content.Dataset.Terms, Version = content.Version.Number, content.Version.Sha256, FrozenAt = content.Version.CreatedAt, Note = content.Pseudonymous ? "" : content.Version.Note, content.Pseudonymous,
            Pairs = content.Pairs.Count, People = content.Pairs.Select(p => p.Subject).Distinct().Count(), content.Version.LeftOut, Scenes = content.Pairs.Where(p => p.Scene is not null).Select(p => new { p.ThermalPath, p.Scene!.Emissivity, ReflectedCelsius = p.Scene.Reflected }), Scales = content.Pairs.Where(p => p.Scale is not null).GroupBy(p => p.Scale!.Value).OrderBy(g => g.Key).Select(g => new { Scale = g.Key, Pairs = g.Count() }), Aligned = content.Pairs.Count(p => p.VisibleToThermal is not null), Split = content.Version.Options,
            Leakage = content.Pseudonymous && content.Version.Proof is { } proof ? proof with { Examples = [] } : content.Version.Proof, // examples name people and files
            content.Version.OverrideReason,
        },
        _layout);
}
