namespace ThermalPortal.Data.Translations;

/// <summary>One picture the engine made.</summary>
public sealed record ResultOutcome(int FaceIndex, int SampleIndex, Guid FileId, long Seed, CropRectangle Crop, Guid? AlignedThermalFileId)
{
    /// <summary>The same picture with the visible note, for downloads.</summary>
    public Guid? MarkedFileId { get; init; }
}
