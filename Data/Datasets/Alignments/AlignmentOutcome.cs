namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>How a change of an alignment ended.</summary>
public enum AlignmentOutcome
{
    Done = 0,

    /// <summary>No such pair in this team, or nothing to change.</summary>
    NotThere = 1,

    /// <summary>Somebody changed it since it was read: nothing is overwritten.</summary>
    ChangedMeanwhile = 2,

    /// <summary>A reviewer accepted the pair: it stays as it is until it is opened again.</summary>
    Accepted = 3,
}
