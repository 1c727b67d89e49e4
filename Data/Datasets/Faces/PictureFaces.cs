namespace ThermalPortal.Data.Datasets.Faces;

/// <summary>A picture's size and the faces in it, as they were known when a version was frozen.</summary>
/// <param name="Width">Pixels of the upright picture.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Faces">Best first; null: nobody had looked.</param>
public sealed record PictureFaces(int Width, int Height, IReadOnlyList<FoundFace>? Faces);
