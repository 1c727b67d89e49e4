namespace ThermalPortal.Data.Translations;

/// <summary>One picture the engine made.</summary>
public sealed record ResultOutcome(int FaceIndex, int SampleIndex, Guid FileId, long Seed, CropRectangle Crop, Guid? AlignedThermalFileId);
