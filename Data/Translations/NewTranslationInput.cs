namespace ThermalPortal.Data.Translations;

/// <summary>A picture to translate, with the crop a person drew on it, if any.</summary>
public sealed record NewTranslationInput(Guid ItemId, CropRectangle? Crop = null);
