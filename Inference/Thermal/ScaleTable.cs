namespace ThermalPortal.Inference.Thermal;

/// <summary>The known scales of 16-bit data, and how one is chosen.</summary>
internal static class ScaleTable
{
    private static readonly ThermalScale[] Rows =
        [ThermalScale.CentiKelvin, ThermalScale.DeciKelvin, ThermalScale.DuoProHigh, ThermalScale.DuoProLow, ThermalScale.Kelvin64];

    /// <summary>Degrees C of a stored value.</summary>
    public static double ToCelsius(ThermalScale scale, double value) => scale switch
    {
        ThermalScale.CentiKelvin => value / 100 - 273.15,
        ThermalScale.DeciKelvin => value / 10 - 273.15,
        ThermalScale.DuoProHigh => value * 0.04 - 273.15,
        ThermalScale.DuoProLow => value * 0.40 - 273.15,
        ThermalScale.Kelvin64 => value / 64 - 273.15,
        ThermalScale.Celsius => value,
        ThermalScale.Kelvin => value - 273.15,
        ThermalScale.Fahrenheit => (value - 32) / 1.8,
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "Counts have no temperature."),
    };

    /// <summary>Stored value of degrees C, for the scales of float files.</summary>
    public static double FromCelsius(ThermalScale scale, double celsius) => scale switch
    {
        ThermalScale.Celsius => celsius,
        ThermalScale.Kelvin => celsius + 273.15,
        ThermalScale.Fahrenheit => celsius * 1.8 + 32,
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "Only float files are converted back."),
    };

    /// <summary>Scale of a camera by its name; null when the name says nothing.</summary>
    public static ThermalScale? OfCamera(string? camera)
    {
        if (camera is null) return null;
        bool Has(string part) => camera.Contains(part, StringComparison.OrdinalIgnoreCase);
        if (Has("duo pro")) return null;                              // two ranges: the scale itself must be stated
        if (Has("duo")) return ThermalScale.CentiKelvin;
        if (Has("p2 pro") || Has("tc001")) return ThermalScale.Kelvin64;
        if (Has("seek") || Has("thermocam")) return ThermalScale.Counts;
        return Has("charlotte") ? ThermalScale.CentiKelvin : null;    // Lepton and Boson: depends on their settings
    }

    /// <summary>
    /// The declared scale, else 0.01 K when that alone puts the median in 0..60 C; else counts, with advice. The other rows are only proposed:
    /// plain sensor counts fall into their ranges too often to claim degrees unasked.
    /// </summary>
    public static ThermalScale Choose(ReadContext context, ushort[] counts, ThermalScale? ofFormat)
    {
        if ((context.Options.Scale ?? OfCamera(context.Options.Camera) ?? ofFormat) is { } declared) return declared;
        double median = Median(counts);
        var fitting = Rows.Where(row => ToCelsius(row, median) is >= 0 and <= 60).ToArray();
        if (fitting is [ThermalScale.CentiKelvin]) return ThermalScale.CentiKelvin;
        string proposal = fitting.Length == 1 ? $" {fitting[0]} would give a median of {ToCelsius(fitting[0], median):0.0} C." : "";
        context.Warn("scale-unknown", $"The scale of the 16-bit values is not known, so no degrees are shown.{proposal} " +
            "State the camera or the scale to get them.");
        return ThermalScale.Counts;
    }

    /// <summary>Median of 16-bit values by counting.</summary>
    public static ushort Median(ReadOnlySpan<ushort> values)
    {
        var histogram = new int[65536];
        foreach (ushort v in values) histogram[v]++;
        long seen = 0;
        for (int v = 0; v < histogram.Length; v++)
        {
            seen += histogram[v];
            if (seen * 2 >= values.Length) return (ushort)v;
        }
        return 0;
    }
}
