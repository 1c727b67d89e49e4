namespace ThermalPortal.Data.Datasets.Scenes;

/// <summary>How a change of a scene ended.</summary>
public enum SceneOutcome
{
    Done = 0,

    /// <summary>No such picture in this team, or nothing to change.</summary>
    NotThere = 1,

    /// <summary>Somebody changed it since it was read: nothing is overwritten.</summary>
    ChangedMeanwhile = 2,

    /// <summary>A reviewer accepted its pair: it stays as it is until it is opened again.</summary>
    Accepted = 3,

    /// <summary>The file does not hold the camera's signal with its constants: there is nothing to compute from.</summary>
    NoRadiometry = 4,

    /// <summary>The file's numbers have no scale that could be another.</summary>
    NoScale = 5,

    /// <summary>With this scale the picture would be colder or warmer than people and rooms can be.</summary>
    Impossible = 6,
}
