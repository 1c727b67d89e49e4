namespace ThermalPortal.Inference.Attributes;

/// <summary>One attribute and its classes, in the order of the network's outputs.</summary>
/// <param name="Name">Such as "glasses".</param>
/// <param name="Values">Its classes.</param>
/// <param name="Guides">Whether it can be stated and guides the picture; else it is only predicted.</param>
/// <param name="Predicted">Whether the thermal classifier says it; else it is unknown until a person states it.</param>
public sealed record AttributeHead(string Name, IReadOnlyList<string> Values, bool Guides = true, bool Predicted = true);

/// <summary>The attributes a model predicts and can be guided by. Saved with its weights.</summary>
public sealed record AttributeSchema(IReadOnlyList<AttributeHead> Heads)
{
    /// <summary>Label of an attribute nobody has stated: the network sees its null token.</summary>
    public const string Unknown = "unknown";

    /// <summary>
    /// Sex, age group, glasses, facial hair, expression: what thermal faces can plausibly show. Skin tone (Fitzpatrick's six types) and hair colour leave no trace in heat: nobody but a person can tell them.
    /// Headwear and pose are seen in the thermal picture anyway, so they are predicted alone.
    /// </summary>
    public static AttributeSchema Default { get; } = new(
    [
        new("sex", ["female", "male"]),
        new("age_group", ["18-29", "30-44", "45-59", "60+"]),
        new("glasses", ["none", "clear", "sun"]),
        new("facial_hair", ["none", "stubble", "moustache", "beard"]),
        new("expression", ["neutral", "smile", "frown", "surprise", "open_mouth", "eyes_closed"]),
        new("skin_tone", ["I", "II", "III", "IV", "V", "VI"], Predicted: false),
        new("hair_colour", ["black", "brown", "blond", "red", "grey"], Predicted: false),
        new("headwear", ["none", "hat"], Guides: false),
        new("pose", ["frontal", "half", "profile"], Guides: false),
    ]);

    /// <summary>The attributes that can be stated and guide the picture: the first ones of all.</summary>
    public AttributeSchema Guiding => Heads.All(h => h.Guides) ? this : new([.. Heads.TakeWhile(h => h.Guides)]);

    /// <summary>The attributes the thermal classifier says, in their order.</summary>
    public AttributeSchema Predicted => Heads.All(h => h.Predicted) ? this : new([.. Heads.Where(h => h.Predicted)]);

    /// <summary>Places of the heads of <paramref name="part"/>, a part of this schema, among its own.</summary>
    internal int[] PlacesOf(AttributeSchema part) => [.. part.Heads.Select(h => Heads.ToList().FindIndex(own => own.Name == h.Name))];

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
