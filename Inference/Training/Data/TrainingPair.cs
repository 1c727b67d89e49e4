using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>One aligned thermal/visible pair of a manifest. Paths are absolute; labels are schema indices, -1 = unknown; points are x, y of both eyes, nose and mouth corners in pixels of the visible picture, or null.</summary>
public sealed record TrainingPair(string Subject, int Session, string Split, string Thermal, string Visible, int[] Labels, float[]? Points = null)
{
    /// <summary>How the numbers of the thermal picture become degrees C; <see cref="ThermalScale.Counts"/>: they stay as they are.</summary>
    public ThermalScale Scale { get; init; } = ThermalScale.CentiKelvin;
}
