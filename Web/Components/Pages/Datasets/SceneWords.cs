using MudBlazor;
using ThermalPortal.Data.Datasets.Scenes;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>How a change of a scene ended, for people.</summary>
internal static class SceneWords
{
    public static (string Words, Severity Severity) Of(SceneOutcome outcome) => outcome switch
    {
        SceneOutcome.Done => ("Kept. Versions frozen from now on say so.", Severity.Success),
        SceneOutcome.ChangedMeanwhile => ("Somebody else has changed it meanwhile; theirs is shown now. Save yours again if you disagree.", Severity.Warning),
        SceneOutcome.Accepted => ("This pair is accepted: a reviewer has to open it again first.", Severity.Warning),
        SceneOutcome.NoRadiometry => ("This file does not hold the camera's signal with its constants, so there is nothing to compute from.", Severity.Warning),
        SceneOutcome.NoScale => ("The numbers of this file have no scale that could be another.", Severity.Warning),
        SceneOutcome.Impossible => ("With this scale the picture would be colder or warmer than people and rooms can be.", Severity.Warning),
        _ => ("There is no such picture any more.", Severity.Warning),
    };
}
