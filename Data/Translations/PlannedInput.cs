namespace ThermalPortal.Data.Translations;

/// <summary>A picture still to be translated.</summary>
/// <param name="InputId">The <see cref="TranslationInput"/>.</param>
/// <param name="ItemId">Its picture.</param>
/// <param name="Ordinal">Order in the run, from 0; the seed of sample s of picture n is derived from it.</param>
/// <param name="FileName">As the sender gave it.</param>
/// <param name="Sha256">The blob to read; null: nothing was kept.</param>
/// <param name="Crop">The crop a person drew; null: the options decide.</param>
public sealed record PlannedInput(Guid InputId, Guid ItemId, int Ordinal, string FileName, string? Sha256, CropRectangle? Crop);
