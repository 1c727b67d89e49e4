namespace ThermalPortal.Data.Translations;

/// <summary>One attribute of one face.</summary>
public sealed record AttributeDetail(
    int FaceIndex, string Name, string Value, double Confidence, AttributeSource Source, IReadOnlyDictionary<string, double> Probabilities);
