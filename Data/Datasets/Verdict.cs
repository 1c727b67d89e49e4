namespace ThermalPortal.Data.Datasets;

/// <summary>What the portal decided about an uploaded file.</summary>
public enum Verdict
{
    /// <summary>Not read yet.</summary>
    Pending = 0,

    Accepted = 1,

    /// <summary>Refused; the row says why and what to do.</summary>
    Rejected = 2,

    /// <summary>An archive: its entries are rows of their own.</summary>
    Expanded = 3,

    /// <summary>A manifest: it tells about the other files of its upload.</summary>
    Manifest = 4,
}
