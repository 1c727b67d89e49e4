namespace ThermalPortal.Data.Datasets.Import;

/// <summary>An accepted file of an upload, as the plan sees it.</summary>
/// <param name="Id">The item.</param>
/// <param name="Path">Path in the upload.</param>
/// <param name="Modality">As reading the file showed it.</param>
/// <param name="Sha256">Hash of its bytes.</param>
/// <param name="CapturedAt">As the file says; null = it does not.</param>
public sealed record ImportFile(Guid Id, string Path, Modality Modality, string Sha256, DateTimeOffset? CapturedAt = null)
{
    /// <summary>Of a photo that was inside a thermal file: the item of that file, as the dataset has or gets it.</summary>
    public Guid? EmbeddedIn { get; init; }
}
