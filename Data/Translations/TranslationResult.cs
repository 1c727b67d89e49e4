namespace ThermalPortal.Data.Translations;

/// <summary>One synthesised picture.</summary>
public sealed class TranslationResult : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid InputId { get; init; }

    public TranslationInput? Input { get; init; }

    /// <summary>Which face of the picture, from 0.</summary>
    public int FaceIndex { get; init; }

    /// <summary>Which sample of the face, from 0.</summary>
    public int SampleIndex { get; init; }

    /// <summary>The PNG.</summary>
    public Guid FileId { get; init; }

    /// <summary>The PNG for downloads, with the note "synthesised from a thermal image" to be seen below the picture.</summary>
    public Guid? MarkedFileId { get; init; }

    /// <summary>Seed that makes exactly this picture again.</summary>
    public long Seed { get; init; }

    /// <summary>Left edge of the crop in input pixels, before rotation.</summary>
    public double CropX { get; init; }

    /// <summary>Top edge of the crop in input pixels, before rotation.</summary>
    public double CropY { get; init; }

    /// <summary>Input pixels.</summary>
    public double CropWidth { get; init; }

    /// <summary>Input pixels.</summary>
    public double CropHeight { get; init; }

    /// <summary>Clockwise rotation of the crop about its centre, degrees.</summary>
    public double CropAngleDegrees { get; init; }

    /// <summary>PNG of the aligned thermal crop the model saw.</summary>
    public Guid? AlignedThermalFileId { get; init; }
}
