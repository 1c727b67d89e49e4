namespace ThermalPortal.Inference.Attributes;

/// <summary>One attribute and its classes, in the order of the network's outputs.</summary>
/// <param name="Name">Such as "glasses".</param>
/// <param name="Values">Its classes.</param>
/// <param name="Guides">Whether it can be stated and guides the picture; else it is only predicted.</param>
public sealed record AttributeHead(string Name, IReadOnlyList<string> Values, bool Guides = true);

/// <summary>The attributes a model predicts and can be guided by. Saved with its weights.</summary>
public sealed record AttributeSchema(IReadOnlyList<AttributeHead> Heads)
{
    /// <summary>Label of an attribute nobody has stated: the network sees its null token.</summary>
    public const string Unknown = "unknown";

    /// <summary>Sex, age group, glasses, facial hair, expression: what thermal faces can plausibly show; headwear and pose are seen in the thermal picture anyway, so they are predicted alone.</summary>
    public static AttributeSchema Default { get; } = new(
    [
        new("sex", ["female", "male"]),
        new("age_group", ["18-29", "30-44", "45-59", "60+"]),
        new("glasses", ["none", "clear", "sun"]),
        new("facial_hair", ["none", "stubble", "moustache", "beard"]),
        new("expression", ["neutral", "smile", "frown", "surprise", "open_mouth", "eyes_closed"]),
        new("headwear", ["none", "hat"], Guides: false),
        new("pose", ["frontal", "half", "profile"], Guides: false),
    ]);

    /// <summary>The attributes that can be stated and guide the picture: the first ones of all.</summary>
    public AttributeSchema Guiding => Heads.All(h => h.Guides) ? this : new([.. Heads.TakeWhile(h => h.Guides)]);

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
