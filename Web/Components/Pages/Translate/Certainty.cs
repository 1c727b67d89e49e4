using System.Globalization;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>Probabilities for people.</summary>
internal static class Certainty
{
    /// <summary>Whole percent; nothing is certain, and nothing impossible.</summary>
    public static string Words(double probability) => probability switch
    {
        > .99 => "> 99 %",
        < .01 => "< 1 %",
        _ => probability.ToString("0 %", CultureInfo.InvariantCulture),
    };
}
