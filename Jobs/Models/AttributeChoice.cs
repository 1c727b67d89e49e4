using ThermalPortal.Inference.Attributes;

namespace ThermalPortal.Jobs.Models;

/// <summary>Checks an operator's attribute values against what a model knows.</summary>
internal static class AttributeChoice
{
    /// <summary>What is wrong, for people; null: all is well.</summary>
    public static string? Error(AttributeSchema schema, IReadOnlyDictionary<string, string> chosen)
    {
        schema = schema.Guiding;
        foreach (var (name, value) in chosen)
        {
            int head = schema.Heads.ToList().FindIndex(h => h.Name == name);
            if (head < 0)
                return $"This model has no attribute '{name}' to state. It knows: {string.Join(", ", schema.Heads.Select(h => h.Name))}.";
            if (!value.Equals(AttributeSchema.Unknown, StringComparison.OrdinalIgnoreCase) && schema.IndexOf(head, value) < 0)
                return $"'{value}' is no value of '{name}'. Choose one of: {string.Join(", ", schema.Heads[head].Values)}, {AttributeSchema.Unknown}.";
        }
        return null;
    }
}
