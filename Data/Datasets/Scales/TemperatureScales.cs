using System.Text.Json;

namespace ThermalPortal.Data.Datasets.Scales;

/// <summary>What a scale does to numbers, and its name for programs.</summary>
public static class TemperatureScales
{
    private const double Zero = -273.15, Coldest = -40, Warmest = 80;

    private static readonly TemperatureScale[] _ofCounts = [TemperatureScale.CentiKelvin, TemperatureScale.DeciKelvin, TemperatureScale.DuoProHigh, TemperatureScale.DuoProLow, TemperatureScale.Kelvin64];
    private static readonly TemperatureScale[] _ofFloats = [TemperatureScale.Celsius, TemperatureScale.Kelvin, TemperatureScale.Fahrenheit];

    /// <summary>A stored number v is shown as Gain v + Offset: degrees Celsius, or the number itself for <see cref="TemperatureScale.Counts"/>.</summary>
    public static (double Gain, double Offset) Linear(this TemperatureScale scale) => scale switch
    {
        TemperatureScale.CentiKelvin => (.01, Zero),
        TemperatureScale.DeciKelvin => (.1, Zero),
        TemperatureScale.DuoProHigh => (.04, Zero),
        TemperatureScale.DuoProLow => (.4, Zero),
        TemperatureScale.Kelvin64 => (1.0 / 64, Zero),
        TemperatureScale.Kelvin => (1, Zero),
        TemperatureScale.Fahrenheit => (1 / 1.8, -32 / 1.8),
        _ => (1, 0),
    };

    /// <summary>What a stored number is shown as, see <see cref="Linear"/>.</summary>
    public static double Of(this TemperatureScale scale, double stored) => scale.Linear() is var (gain, offset) ? gain * stored + offset : default;

    /// <summary>Whether a picture of this median (as stored) can be one of people: a median of -40..80 °C. Counts are always possible.</summary>
    public static bool IsPlausible(this TemperatureScale scale, double median) => scale == TemperatureScale.Counts || scale.Of(median) is >= Coldest and <= Warmest;

    /// <summary>Scales of degrees that files of a format may have: floating-point files hold temperatures, 16-bit ones fractions of a kelvin.</summary>
    public static IReadOnlyList<TemperatureScale> OfFormat(string format) => format is "csv" || format.EndsWith("-float", StringComparison.Ordinal) ? _ofFloats : _ofCounts;

    /// <summary>As manifests and the API write it: <c>centi_kelvin</c>.</summary>
    public static string Word(this TemperatureScale scale) => JsonNamingPolicy.SnakeCaseLower.ConvertName(scale.ToString());

    /// <summary>The scale of a <see cref="Word"/>, any case; null: there is none of this name.</summary>
    public static TemperatureScale? Parse(string word) => Enum.GetValues<TemperatureScale>().Cast<TemperatureScale?>().FirstOrDefault(s => string.Equals(s!.Value.Word(), word, StringComparison.OrdinalIgnoreCase));
}
