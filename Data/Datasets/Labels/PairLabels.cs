using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Labels;

/// <summary>What is said of a pair: by the manifest its pictures came with, and by people since.</summary>
public static class PairLabels
{
    private const string AttributePrefix = "attr.";

    /// <summary>Longest name and value, characters.</summary>
    public const int Length = 60;

    /// <summary>Labels of both pictures without the prefix; where they differ, the thermal picture's. What people said wins; an empty value of theirs takes a label away.</summary>
    public static Dictionary<string, string> Of(CapturePair pair) => Of(pair.Visible!.Other, pair.Thermal!.Other, pair.Labels);

    internal static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> visible, IReadOnlyDictionary<string, string> thermal, IReadOnlyDictionary<string, string> byHand)
    {
        var labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in visible.Concat(thermal))
            labels[Plain(name)] = value;
        foreach (var (name, value) in byHand)
            if (value.Length > 0) labels[name] = value;
            else labels.Remove(name);
        return labels;
    }

    /// <summary>The name of a label without the prefix manifests may give it.</summary>
    internal static string Plain(string name) => name.StartsWith(AttributePrefix, StringComparison.OrdinalIgnoreCase) ? name[AttributePrefix.Length..] : name;
}
