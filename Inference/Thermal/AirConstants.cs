namespace ThermalPortal.Inference.Thermal;

/// <summary>Constants of the camera's model of the air: two attenuation terms and their mix.</summary>
public sealed record AirConstants(double A1, double A2, double B1, double B2, double X)
{
    /// <summary>What FLIR cameras store unless calibrated otherwise.</summary>
    public static AirConstants Usual { get; } = new(0.006569, 0.01262, -0.002276, -0.00667, 1.9);

    /// <summary>Transmission of the air between object and camera, 0..1.</summary>
    /// <param name="scene">Distance in metres, air temperature in C, relative humidity 0..1.</param>
    public double Transmission(SceneParameters scene)
    {
        double root = Math.Sqrt(WaterVapour(scene.Humidity, scene.Atmosphere)), path = Math.Sqrt(scene.Distance / 2);
        return X * Math.Exp(-path * (A1 + B1 * root)) + (1 - X) * Math.Exp(-path * (A2 + B2 * root));
    }

    /// <summary>Water in the air, the camera makers' fit.</summary>
    /// <param name="humidity">Relative humidity 0..1.</param>
    /// <param name="celsius">Air temperature, C.</param>
    public static double WaterVapour(double humidity, double celsius) =>
        humidity * Math.Exp(1.5587 + 0.06939 * celsius - 0.00027816 * celsius * celsius + 6.8455e-7 * celsius * celsius * celsius);
}
