namespace ThermalPortal.Data.Translations.Comparing;

/// <summary>A result with what it can be compared with.</summary>
/// <param name="Result">The synthesised picture, and the crop the model saw.</param>
/// <param name="RunId">The run that made it.</param>
/// <param name="ModelName">The model that made it.</param>
/// <param name="ModelVersion">Its version.</param>
/// <param name="FileName">Of the thermal picture, as the sender gave it.</param>
/// <param name="FileId">The untouched thermal file; null: nothing was kept.</param>
/// <param name="Width">Of the thermal picture, pixels.</param>
/// <param name="Height">Of the thermal picture, pixels.</param>
/// <param name="Truth">The visible picture of the same moment; null: no pair of the team knows one.</param>
public sealed record ResultComparison(
    ResultDetail Result, Guid RunId, string ModelName, string ModelVersion, string FileName, Guid? FileId, int? Width, int? Height, TruePicture? Truth);
