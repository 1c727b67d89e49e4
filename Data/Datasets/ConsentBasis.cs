namespace ThermalPortal.Data.Datasets;

/// <summary>Why faces may be in a dataset.</summary>
public enum ConsentBasis
{
    /// <summary>Nobody has said yet: nothing is exported or trained.</summary>
    Unknown = 0,

    /// <summary>Rendered people: nobody's face.</summary>
    Synthetic = 1,

    /// <summary>Every person agreed in writing.</summary>
    Written = 2,

    /// <summary>A published data set, used under its terms.</summary>
    PublishedSet = 3,

    /// <summary>Another legal ground, stated in the terms.</summary>
    Other = 4,
}
