namespace ThermalPortal.Data.Datasets.Pairing;

/// <summary>Why two pictures are a pair, surest first.</summary>
public enum PairRule
{
    /// <summary>The manifest says so.</summary>
    Manifest = 1,

    /// <summary>The naming of the data set or of the user gives both the same key.</summary>
    NamingKey = 2,

    /// <summary>Same folder and name but for the extension.</summary>
    SameName = 3,

    /// <summary>The visible picture was inside the thermal file.</summary>
    EmbeddedPhoto = 4,

    /// <summary>Each is the other's nearest in time, within the tolerance.</summary>
    CaptureTime = 5,

    /// <summary>A person put them together.</summary>
    Manual = 6,
}
