namespace ThermalPortal.Data.Translations;

/// <summary>One synthesised picture.</summary>
public sealed record ResultDetail(Guid Id, int FaceIndex, int SampleIndex, Guid FileId, long Seed, CropRectangle Crop, Guid? AlignedThermalFileId);
