namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>Order of a list of pairs.</summary>
public enum PairOrder
{
    /// <summary>By path of the thermal picture.</summary>
    Path = 0,

    /// <summary>What was paired last comes first.</summary>
    Newest = 1,

    /// <summary>The least sharp pair first; before it those that were not measured or cannot be read.</summary>
    LeastSharp = 2,
}
