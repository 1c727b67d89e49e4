namespace ThermalPortal.Inference.Attributes;

/// <summary>One attribute and its classes, in the order of the network's outputs.</summary>
public sealed record AttributeHead(string Name, IReadOnlyList<string> Values);

/// <summary>The attributes a model predicts and can be guided by. Saved with its weights.</summary>
public sealed record AttributeSchema(IReadOnlyList<AttributeHead> Heads)
{
    /// <summary>Label of an attribute nobody has stated: the network sees its null token.</summary>
    public const string Unknown = "unknown";

    /// <summary>Sex, age group, glasses, facial hair, expression: what thermal faces can plausibly show.</summary>
    public static AttributeSchema Default { get; } = new(
    [
        new("sex", ["female", "male"]),
        new("age_group", ["18-29", "30-44", "45-59", "60+"]),
        new("glasses", ["none", "clear", "sun"]),
        new("facial_hair", ["none", "stubble", "moustache", "beard"]),
        new("expression", ["neutral", "smile", "frown", "surprise", "open_mouth", "eyes_closed"]),
    ]);

    /// <summary>Total number of logits over all heads.</summary>
    public int Logits => Heads.Sum(h => h.Values.Count);

    /// <summary>Index of <paramref name="value"/> in head <paramref name="head"/>, or -1 when unknown.</summary>
    public int IndexOf(int head, string? value)
    {
        var values = Heads[head].Values;
        for (var i = 0; i < values.Count; i++)
            if (string.Equals(values[i], value, StringComparison.OrdinalIgnoreCase))
                return i;
        return -1;
    }
}
