namespace ThermalPortal.Inference.Thermal;

/// <summary>From raw signal to object temperature: takes the reflected and the air's share off the signal, then applies Planck.</summary>
public static class Radiometry
{
    private const double SkinEmissivity = 0.98;

    /// <summary>Object temperature in C; NaN where the formula has no value.</summary>
    public static double Temperature(double signal, PlanckConstants planck, SceneParameters scene, AirConstants air, TemperatureModel model) => model switch
    {
        TemperatureModel.Camera => planck.Temperature(ObjectSignal(signal, planck, scene, air)),
        TemperatureModel.Face => planck.Temperature(signal / SkinEmissivity - (1 - SkinEmissivity) / SkinEmissivity * planck.Signal(scene.Reflected)),
        _ => planck.Temperature(signal),
    };

    /// <summary>All temperatures of a raw picture, by a table over the values that occur.</summary>
    public static float[] Temperatures(ReadOnlySpan<ushort> raw, PlanckConstants planck, SceneParameters scene, AirConstants air, TemperatureModel model)
    {
        ushort low = ushort.MaxValue, high = 0;
        foreach (ushort v in raw) (low, high) = (Math.Min(low, v), Math.Max(high, v));
        var table = new float[Math.Max(0, high - low) + 1];
        for (int i = 0; i < table.Length; i++) table[i] = (float)Temperature(low + i, planck, scene, air, model);
        var values = new float[raw.Length];
        for (int i = 0; i < values.Length; i++) values[i] = table[raw[i] - low];
        return values;
    }

    /// <summary>Signal of the object itself. The air counts twice: an extra window is taken to sit half-way.</summary>
    private static double ObjectSignal(double signal, PlanckConstants planck, SceneParameters scene, AirConstants air)
    {
        double e = scene.Emissivity, tau = air.Transmission(scene), w = scene.WindowTransmission;
        double sky = planck.Signal(scene.Atmosphere);
        return signal / (e * tau * w * tau)
            - (1 - tau) / (e * tau) * sky
            - (1 - tau) / (e * tau * w * tau) * sky
            - (1 - w) / (e * tau * w) * planck.Signal(scene.Window)
            - (1 - e) / e * planck.Signal(scene.Reflected);
    }
}
