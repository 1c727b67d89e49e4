namespace ThermalPortal.Inference.Thermal;

/// <summary>Calibration of a FLIR camera: T = B / ln(R1 / (R2 (S + O)) + F) - 273.15.</summary>
public sealed record PlanckConstants(double R1, double R2, double B, double F, double O)
{
    /// <summary>All constants are finite and none that divides is 0.</summary>
    public bool IsComplete =>
        double.IsFinite(R1) && double.IsFinite(R2) && double.IsFinite(B) && double.IsFinite(F) && double.IsFinite(O)
        && R1 > 0 && R2 > 0 && B > 0;

    /// <summary>Apparent temperature (emissivity 1) of a raw signal, in C; NaN where the formula has no value.</summary>
    public double Temperature(double signal)
    {
        double x = signal + O;
        if (!(x > 0)) return double.NaN;
        double argument = R1 / (R2 * x) + F;
        return argument > 1 ? B / Math.Log(argument) - 273.15 : double.NaN;
    }

    /// <summary>The raw signal of a black body at <paramref name="celsius"/>.</summary>
    public double Signal(double celsius) => R1 / (R2 * (Math.Exp(B / (celsius + 273.15)) - F)) - O;
}
