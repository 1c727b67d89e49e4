using System.Globalization;
using ThermalPortal.Data.Datasets.Scales;

namespace ThermalPortal.Web.Components.Pages.Datasets.Scales;

/// <summary>Scales for people, and for the browser.</summary>
internal static class ScaleWords
{
    public const string Guessed = "scale guessed";
    public const string WhyGuessed = "The file does not say what its numbers mean. These degrees are what they would be if the guess is right; nobody has confirmed it yet.";

    public static string Of(TemperatureScale scale) => scale switch
    {
        TemperatureScale.CentiKelvin => "hundredths of a kelvin",
        TemperatureScale.DeciKelvin => "tenths of a kelvin",
        TemperatureScale.DuoProHigh => "0.04 kelvin (FLIR Duo Pro R, fine)",
        TemperatureScale.DuoProLow => "0.4 kelvin (FLIR Duo Pro R, coarse)",
        TemperatureScale.Kelvin64 => "1/64 kelvin (InfiRay, Topdon)",
        TemperatureScale.Celsius => "degrees Celsius",
        TemperatureScale.Kelvin => "kelvin",
        TemperatureScale.Fahrenheit => "degrees Fahrenheit",
        _ => "counts without degrees",
    };

    /// <summary>What medians are with a scale: "median 32.0 °C", "medians 31.0 to 35.2 °C", or the counts themselves.</summary>
    public static string Medians(TemperatureScale scale, double lowest, double highest)
    {
        var (low, high) = (Number(scale.Of(lowest)), Number(scale.Of(highest)));
        var unit = scale == TemperatureScale.Counts ? "" : " °C";
        return low == high ? $"median {low}{unit}" : $"medians {low} to {high}{unit}";

        string Number(double value) => value.ToString(scale == TemperatureScale.Counts && Math.Abs(value) >= 1000 ? "N0" : "0.0", CultureInfo.InvariantCulture);
    }

    /// <summary>The format for people: <c>png-16</c> is a 16-bit PNG.</summary>
    public static string Format(string format) =>
        format.EndsWith("-16", StringComparison.Ordinal) ? $"16-bit {format[..^3].ToUpperInvariant()}" : format.EndsWith("-float", StringComparison.Ordinal) ? $"floating-point {format[..^6].ToUpperInvariant()}" : format.ToUpperInvariant();

    /// <summary>For js/thermal-scene.js: how a frame's values, as they were read, become those to be shown; null: they are the same.</summary>
    public static object? ForBrowser(CaptureScale? scale) => scale?.FromRead() is var (gain, offset) ? new { gain, offset, unit = scale.Shown == TemperatureScale.Counts ? "counts" : "celsius" } : null;
}
