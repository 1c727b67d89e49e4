using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Pairing;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>A pair in words: whom it shows, and why it is one.</summary>
internal static class PairWords
{
    /// <summary>Person, session and variation, as far as they are known.</summary>
    public static string About(CapturePair pair) => string.Join(" · ", new[]
    {
        pair.Thermal?.Subject?.Key ?? pair.Visible?.Subject?.Key ?? "person unknown", pair.Thermal?.Session is { } session ? $"session {session}" : null, pair.Thermal?.Variation,
    }.OfType<string>());

    public static string Of(PairOrder order) => order switch
    {
        PairOrder.Newest => "Newest first",
        PairOrder.LeastSharp => "Least sharp first",
        _ => "By path",
    };

    public static string Of(PairRule rule) => rule switch
    {
        PairRule.Manifest => "by manifest",
        PairRule.NamingKey => "by name",
        PairRule.SameName => "same name",
        PairRule.EmbeddedPhoto => "embedded photo",
        PairRule.CaptureTime => "by time",
        _ => "by hand",
    };
}
