namespace ThermalPortal.Data.Translations;

/// <summary>One synthesised picture.</summary>
public sealed record ResultDetail(Guid Id, int FaceIndex, int SampleIndex, Guid FileId, long Seed, CropRectangle Crop, Guid? AlignedThermalFileId)
{
    internal static ResultDetail Of(TranslationResult row) => new(
        row.Id, row.FaceIndex, row.SampleIndex, row.FileId, row.Seed,
        new CropRectangle(row.CropX, row.CropY, row.CropWidth, row.CropHeight, row.CropAngleDegrees), row.AlignedThermalFileId);
}
