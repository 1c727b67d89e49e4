namespace ThermalPortal.Data.Datasets.Scenes;

/// <summary>With which scene temperatures are computed.</summary>
/// <param name="Emissivity">Of what is looked at, 0..1; skin has .98.</param>
/// <param name="Reflected">Temperature of what it reflects, degrees Celsius.</param>
public sealed record SceneValues(double Emissivity, double Reflected)
{
    /// <summary>Below this a temperature says more about the surroundings than about the face.</summary>
    public const double LeastEmissivity = .1;

    /// <summary>Coldest and warmest surroundings, degrees Celsius.</summary>
    public const double Coldest = -60, Warmest = 500;

    internal string? Problem() =>
        Emissivity is not (>= LeastEmissivity and <= 1) ? $"The emissivity is {Emissivity:0.###}; {LeastEmissivity} to 1 is possible. Skin has 0.98."
        : Reflected is not (>= Coldest and <= Warmest) ? $"The reflected temperature is {Reflected:0.#} °C; {Coldest} to {Warmest} °C is possible." : null;
}
