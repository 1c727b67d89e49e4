using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Grounds of consent in words.</summary>
internal static class Consents
{
    public static string WordsOf(ConsentBasis consent) => consent switch
    {
        ConsentBasis.Synthetic => "Synthetic people",
        ConsentBasis.Written => "Written consent",
        ConsentBasis.PublishedSet => "Published data set, under its terms",
        ConsentBasis.Other => "Another legal ground, stated below",
        _ => "Consent not stated yet",
    };
}
