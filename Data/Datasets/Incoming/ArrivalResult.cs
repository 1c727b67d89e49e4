namespace ThermalPortal.Data.Datasets.Incoming;

/// <summary>How the last step of an incoming file ended.</summary>
public enum ArrivalResult
{
    /// <summary>It has a row in its upload.</summary>
    Accepted = 0,

    /// <summary>Its SHA-256 is not the promised one; its bytes were dropped.</summary>
    Differs = 1,

    /// <summary>The upload takes no more files.</summary>
    Closed = 2,
}
