namespace ThermalPortal.Data.Translations;

/// <summary>Values of <see cref="TranslationOptions.Crop"/>.</summary>
public static class CropMode
{
    /// <summary>Find faces, align them, translate each.</summary>
    public const string Face = "face";

    /// <summary>The whole frame as it is.</summary>
    public const string None = "none";

    /// <summary>The rectangle a person drew.</summary>
    public const string Manual = "manual";
}
