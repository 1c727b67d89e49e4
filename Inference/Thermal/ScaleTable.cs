namespace ThermalPortal.Inference.Thermal;

/// <summary>The known scales of 16-bit data, and how one is chosen.</summary>
internal static class ScaleTable
{
    private static readonly ThermalScale[] Rows =
        [ThermalScale.CentiKelvin, ThermalScale.DeciKelvin, ThermalScale.DuoProHigh, ThermalScale.DuoProLow, ThermalScale.Kelvin64];

    /// <summary>Degrees C of a stored value v are Gain v + Offset.</summary>
    public static (double Gain, double Offset) Linear(ThermalScale scale) => scale switch
    {
        ThermalScale.CentiKelvin => (0.01, -273.15),
        ThermalScale.DeciKelvin => (0.1, -273.15),
        ThermalScale.DuoProHigh => (0.04, -273.15),
        ThermalScale.DuoProLow => (0.40, -273.15),
        ThermalScale.Kelvin64 => (1.0 / 64, -273.15),
        ThermalScale.Celsius => (1, 0),
        ThermalScale.Kelvin => (1, -273.15),
        ThermalScale.Fahrenheit => (1 / 1.8, -32 / 1.8),
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "Counts have no temperature."),
    };

    /// <summary>Degrees C of a stored value.</summary>
    public static double ToCelsius(ThermalScale scale, double value) => Linear(scale) is var (gain, offset) ? value * gain + offset : default;

    /// <summary>Stored value of degrees C.</summary>
    public static double FromCelsius(ThermalScale scale, double celsius) => Linear(scale) is var (gain, offset) ? (celsius - offset) / gain : default;

    /// <summary>A scale as manifests and the portal's interface write it: <c>centi_kelvin</c>; null: there is no such scale.</summary>
    public static ThermalScale? Parse(string word) =>
        Enum.TryParse<ThermalScale>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var scale) && Enum.IsDefined(scale) && !char.IsAsciiDigit(word[0]) ? scale : null;

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
    public static (ThermalScale Scale, bool Guessed) Choose(ReadContext context, ushort median, ThermalScale? ofFormat)
    {
        if ((context.Options.Scale ?? OfCamera(context.Options.Camera) ?? ofFormat) is { } declared) return (declared, false);
        var fitting = Rows.Where(row => ToCelsius(row, median) is >= 0 and <= 60).ToArray();
        if (fitting is [ThermalScale.CentiKelvin]) return (ThermalScale.CentiKelvin, true);
        string proposal = fitting.Length == 1 ? $" {fitting[0]} would give a median of {ToCelsius(fitting[0], median):0.0} C." : "";
        context.Warn("scale-unknown", $"The scale of the 16-bit values is not known, so no degrees are shown.{proposal} " +
            "State the camera or the scale to get them.");
        return (ThermalScale.Counts, true);
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
