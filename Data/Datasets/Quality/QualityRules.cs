namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>
/// From where on a picture is flagged. Found on 600 pictures of rendered and real faces: a blur of 2 % of the face crop brings nearly all below the limit of sharpness, unblurred faces lie above it
/// (visible: all, lowest 147; thermal: 99 %, lowest 8); faces that are not over-exposed have at most 4 % clipped, cut-out ones on black 16 %.
/// </summary>
public static class QualityRules
{
    /// <summary>Least sharpness of a visible face.</summary>
    public const float SharpVisible = 20;

    /// <summary>Least sharpness of a thermal face: heat has softer edges.</summary>
    public const float SharpThermal = 12;

    /// <summary>Most that may be clipped of a face, as a share.</summary>
    public const float MostClipped = 0.1f;

    /// <summary>Sharpness of the less sharp picture of a pair, 1 = just sharp enough; 0: one of them is not known.</summary>
    public static float SharpnessOf(float? thermal, float? visible) => Math.Min((thermal ?? 0) / SharpThermal, (visible ?? 0) / SharpVisible);

    /// <summary>Faults of a picture; a null measure says that it cannot be read.</summary>
    public static QualityFaults FaultsOf(Modality modality, CaptureMeasure? measure)
    {
        if (measure is null) return QualityFaults.Unreadable;
        var faults = measure.Sharpness < (modality == Modality.Visible ? SharpVisible : SharpThermal) ? QualityFaults.Blurred : QualityFaults.None;
        if (measure.Clipped > MostClipped) faults |= QualityFaults.Clipped;
        if (measure.Faces == 0) faults |= QualityFaults.NoFace;
        return faults;
    }
}
