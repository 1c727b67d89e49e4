namespace ThermalPortal.Data.Translations;

/// <summary>A translation to be queued.</summary>
public sealed record NewTranslation
{
    public required Guid ModelVersionId { get; init; }

    /// <summary>Valid options: see <see cref="TranslationOptions.Validate"/>.</summary>
    public required TranslationOptions Options { get; init; }

    public required IReadOnlyList<NewTranslationInput> Inputs { get; init; }
}
