using System.Globalization;
using Microsoft.AspNetCore.Components;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>What the model read from the heat, with its doubt.</summary>
public sealed partial class AttributeChips
{
    private const double Sure = .8, Likely = .55;

    [Parameter, EditorRequired] public required IReadOnlyList<AttributeDetail> Attributes { get; set; }

    private static string Width(double share) => share.ToString("'width:'0%", CultureInfo.InvariantCulture);

    private static string CssOf(AttributeDetail a) => a.Source switch
    {
        AttributeSource.Operator => "tp-chip-yours",
        AttributeSource.Unknown => "tp-chip-unsure",
        _ => a.Confidence >= Sure ? "tp-chip-sure-yes" : a.Confidence >= Likely ? "" : "tp-chip-unsure",
    };

    private static bool IsPredicted(AttributeDetail a) => a.Probabilities.Count > 0;

    private static string ValueOf(AttributeDetail a) => a.Source switch
    {
        AttributeSource.Unknown => IsPredicted(a) ? "not known" : "not stated",
        AttributeSource.Predicted when a.Confidence < Likely => $"maybe {AttributeChoices.Words(a.Value)}",
        _ => AttributeChoices.Words(a.Value),
    };

    private static string TitleOf(AttributeDetail a) => a.Source switch
    {
        AttributeSource.Operator => "Set by the operator.",
        AttributeSource.Unknown when !IsPredicted(a) => "Heat does not show it. State it if you know it.",
        AttributeSource.Unknown => "Too unsure, or hidden by the operator: the picture was made without it.",
        _ => $"Predicted from the thermal picture; right in about {Certainty.Words(a.Confidence)} of such cases.",
    };
}
