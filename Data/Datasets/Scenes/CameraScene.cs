namespace ThermalPortal.Data.Datasets.Scenes;

/// <summary>
/// What a radiometric camera wrote into a file: its calibration, T = B / ln(R1 / (R2 (S + O)) + F) - 273.15, and the scene it was told of. The portal shows apparent temperatures (emissivity 1); with these constants
/// they can be computed anew for another emissivity.
/// </summary>
public sealed record CameraScene(double R1, double R2, double B, double F, double O)
{
    /// <summary>As the camera was told, 0..1.</summary>
    public double Emissivity { get; init; }

    /// <summary>Temperature of what the skin reflects, degrees Celsius, as the camera was told.</summary>
    public double Reflected { get; init; }
}
