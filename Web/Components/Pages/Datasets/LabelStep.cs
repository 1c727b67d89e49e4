using ThermalPortal.Data.Datasets.Labels;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Something a person did on the labels page, to be taken back in one go.</summary>
/// <param name="Changes">Labels set.</param>
/// <param name="Refused">Suggestions refused.</param>
internal sealed record LabelStep(IReadOnlyList<LabelChange> Changes, IReadOnlyList<Guid> Refused)
{
    public int Count => Changes.Count + Refused.Count;
}
