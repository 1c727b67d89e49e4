using System.Text.Json;

namespace ThermalPortal.Data.Translations;

/// <summary>One attribute of one face.</summary>
public sealed record AttributeDetail(
    int FaceIndex, string Name, string Value, double Confidence, AttributeSource Source, IReadOnlyDictionary<string, double> Probabilities)
{
    internal static AttributeDetail Of(AttributePrediction row) => new(
        row.FaceIndex, row.Name, row.Value, row.Confidence, row.Source, JsonSerializer.Deserialize<Dictionary<string, double>>(row.ProbabilitiesJson) ?? []);
}
