namespace ThermalPortal.Data.Datasets.Export.Archives;

/// <summary>An archive that was asked for.</summary>
/// <param name="Export">What was asked and how far it is.</param>
/// <param name="UserName">Who asked.</param>
/// <param name="Bytes">Size of the archive; 0: not there.</param>
/// <param name="Sha256">Of the archive; null: not there.</param>
/// <param name="FileName">Name of the archive.</param>
/// <param name="Refusal">Why it may not be fetched at present, for people; null: it may, once it is there.</param>
public sealed record ExportView(VersionExport Export, string UserName, long Bytes, string? Sha256, string FileName, string? Refusal)
{
    /// <summary>It is being written, or waits for a worker.</summary>
    public bool Working => Export.EndedAt is null;
}
