namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>A picture of the map that is looked at.</summary>
/// <param name="Id">The capture.</param>
/// <param name="Path">In the import.</param>
/// <param name="Subject">Whom it shows; null: nobody has said.</param>
/// <param name="Session">Recording session.</param>
/// <param name="Pair">Its pair; null: it has no partner.</param>
/// <param name="Thumbnail">Address of a small picture.</param>
/// <param name="Alike">Others on the map that show the same scene.</param>
public sealed record MapPicture(Guid Id, string Path, string? Subject, string? Session, Guid? Pair, string? Thumbnail, int Alike);
