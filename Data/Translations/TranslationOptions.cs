namespace ThermalPortal.Data.Translations;

/// <summary>What a person may choose for a translation; stored with the run and in each result's metadata.</summary>
public sealed record TranslationOptions
{
    /// <summary>Value of an attribute override that hides the attribute from the model.</summary>
    public const string Unknown = "unknown";

    /// <summary>Pictures a face, 1..8.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Sampler steps, 1..100. Four are as good as twenty: the model card compares them.</summary>
    public int Steps { get; init; } = 4;

    /// <summary>Classifier-free guidance scale, 1..4; 1 = none.</summary>
    public double Guidance { get; init; } = 1.5;

    /// <summary>Seed of the first sample; null: drawn at random and recorded with each result.</summary>
    public long? Seed { get; init; }

    /// <summary>One of <see cref="CropMode"/>.</summary>
    public string Crop { get; init; } = CropMode.Face;

    /// <summary>The rectangle for <see cref="CropMode.Manual"/>; an input's own rectangle goes before it.</summary>
    public CropRectangle? Rectangle { get; init; }

    /// <summary>The operator's attribute values by name; <see cref="Unknown"/> hides one. Names missing here are predicted.</summary>
    public Dictionary<string, string> Attributes { get; init; } = [];

    /// <summary>All errors at once, each naming its option; empty = valid.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (Samples is < 1 or > 8) errors.Add($"samples must be 1 to 8, not {Samples}.");
        if (Steps is < 1 or > 100) errors.Add($"steps must be 1 to 100, not {Steps}.");
        if (Guidance is not (>= 1 and <= 4)) errors.Add(FormattableString.Invariant($"guidance must be 1 to 4, not {Guidance}."));
        if (Seed < 0) errors.Add($"seed must be 0 or more, not {Seed}.");
        if (Crop is not (CropMode.Face or CropMode.None or CropMode.Manual)) errors.Add($"crop must be face, none or manual, not '{Crop}'.");
        if (Rectangle is { } box && !(box.Width >= 1 && box.Height >= 1 && double.IsFinite(box.X + box.Y + box.AngleDegrees + box.Width + box.Height)))
            errors.Add("rectangle must have finite numbers and a width and height of at least 1 pixel.");
        if (Attributes.Count > 32 || Attributes.Any(a => a.Key.Length is 0 or > 64 || a.Value is null or "" || a.Value.Length > 64))
            errors.Add("attributes must be at most 32 names and values of 1 to 64 characters.");
        return errors;
    }
}
