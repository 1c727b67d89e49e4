namespace ThermalPortal.Data.Datasets.Deletion;

/// <summary>How much of a dataset is there.</summary>
public enum DatasetState
{
    InUse = 0,

    /// <summary>Whole, and waiting for the end of its days in the trash.</summary>
    InTrash = 1,

    /// <summary>Somebody said not to wait: the worker is about to remove it.</summary>
    Ending = 2,

    /// <summary>Its pictures are gone but for those that its frozen versions name.</summary>
    OnlyVersions = 3,
}
