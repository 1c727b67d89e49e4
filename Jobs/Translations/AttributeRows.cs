using ThermalPortal.Data.Translations;
using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Translations;

/// <summary>What is stored of a face's attributes: the model's view, overruled by the operator.</summary>
internal static class AttributeRows
{
    /// <param name="faceIndex">Which face.</param>
    /// <param name="seen">What the model saw.</param>
    /// <param name="chosen">What the operator set: name -> value, or <c>unknown</c>.</param>
    public static IEnumerable<AttributeDetail> Of(
        int faceIndex, IReadOnlyList<EngineAttribute> seen, IReadOnlyDictionary<string, string> chosen)
    {
        foreach (var attribute in seen)
        {
            var row = new AttributeDetail(
                faceIndex, attribute.Name, attribute.Value, attribute.Confidence,
                attribute.Abstained ? AttributeSource.Unknown : AttributeSource.Predicted, attribute.Probabilities);
            yield return chosen.GetValueOrDefault(attribute.Name) switch
            {
                null => row,
                TranslationOptions.Unknown => row with { Source = AttributeSource.Unknown },
                var value => row with { Value = value, Confidence = 1, Source = AttributeSource.Operator },
            };
        }
        foreach (var (name, value) in chosen.Where(c => c.Value != TranslationOptions.Unknown && seen.All(a => a.Name != c.Key)))
            yield return new AttributeDetail(faceIndex, name, value, 1, AttributeSource.Operator, new Dictionary<string, double>());
    }
}
