using ThermalPortal.Data.Datasets.Pairing;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Why two pictures are a pair, in words.</summary>
internal static class PairWords
{
    public static string Of(PairRule rule) => rule switch
    {
        PairRule.Manifest => "by manifest",
        PairRule.NamingKey => "by name",
        PairRule.SameName => "same name",
        PairRule.EmbeddedPhoto => "photo inside",
        PairRule.CaptureTime => "by time",
        _ => "by hand",
    };
}
