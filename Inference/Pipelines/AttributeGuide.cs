using ThermalPortal.Inference.Attributes;

namespace ThermalPortal.Inference.Pipelines;

/// <summary>Decides what guides each face: an operator's statement first, then the prediction, else nothing.</summary>
internal sealed class AttributeGuide(AttributeSchema schema)
{
    /// <summary>Probabilities a head (null = unknown), those of them that the operator stated, and the account of it.</summary>
    /// <exception cref="ArgumentException">The operator named an attribute or value the model does not have.</exception>
    public (float[]?[] Probabilities, float[]?[] Stated, GuidingValue[] Used) Decide(IReadOnlyDictionary<string, string> stated, IReadOnlyList<AttributePrediction> predicted)
    {
        foreach (var name in stated.Keys.Where(n => schema.Heads.All(h => h.Name != n)))
            throw new ArgumentException($"This model has no attribute '{name}' to state. It knows: {string.Join(", ", schema.Heads.Select(h => h.Name))}.");
        var probabilities = new float[]?[schema.Heads.Count];
        var used = new GuidingValue[schema.Heads.Count];
        for (var head = 0; head < schema.Heads.Count; head++)
            (probabilities[head], used[head]) = stated.TryGetValue(schema.Heads[head].Name, out var value) ? State(head, value) : Predict(schema.Heads[head].Name, predicted);
        return (probabilities, [.. probabilities.Select((p, head) => used[head].Source == AttributeSource.Operator ? p : null)], used);
    }

    private (float[]?, GuidingValue) State(int head, string value)
    {
        var (name, values) = (schema.Heads[head].Name, schema.Heads[head].Values);
        if (value.Equals(AttributeSchema.Unknown, StringComparison.OrdinalIgnoreCase))
            return (null, new GuidingValue(name, AttributeSchema.Unknown, 1, AttributeSource.Unknown));
        var index = schema.IndexOf(head, value);
        if (index < 0)
            throw new ArgumentException($"'{value}' is no value of '{name}'. Choose one of: {string.Join(", ", values)}, {AttributeSchema.Unknown}.");
        var oneHot = new float[values.Count];
        oneHot[index] = 1;
        return (oneHot, new GuidingValue(name, values[index], 1, AttributeSource.Operator));
    }

    private static (float[]?, GuidingValue) Predict(string name, IReadOnlyList<AttributePrediction> predicted) => predicted.FirstOrDefault(p => p.Name == name) switch
    {
        null => (null, new GuidingValue(name, AttributeSchema.Unknown, 0, AttributeSource.Unknown)), // heat does not tell it
        { Abstained: true } unsure => (null, new GuidingValue(name, AttributeSchema.Unknown, unsure.Confidence, AttributeSource.Unknown)),
        var sure => (sure.Probabilities, new GuidingValue(name, sure.Value, sure.Confidence, AttributeSource.Predicted)),
    };
}
