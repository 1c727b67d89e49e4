namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>Where a capture lies: every one is in exactly one tray.</summary>
public enum Tray
{
    /// <summary>No partner was found.</summary>
    Unpaired = 0,

    /// <summary>Has its partner.</summary>
    Paired = 1,

    /// <summary>Several could be its partner: a person decides.</summary>
    Ambiguous = 2,

    /// <summary>Must not be paired.</summary>
    Excluded = 3,
}
