namespace ThermalPortal.Data.Datasets.Review;

/// <summary>What a reviewer said of a pair.</summary>
public enum ReviewState
{
    /// <summary>Nobody has looked at it yet, or it was opened again.</summary>
    Open = 0,

    /// <summary>It is right: nobody takes it apart or says that it shows somebody else until it is opened again.</summary>
    Accepted = 1,

    /// <summary>It is wrong or useless: no version takes it.</summary>
    Rejected = 2,
}
