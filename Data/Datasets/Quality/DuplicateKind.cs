namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>Which way pictures that look alike were found.</summary>
public enum DuplicateKind
{
    /// <summary>One picture but for compression, size, brightness or a slight blur: see <see cref="NearDuplicates"/>.</summary>
    SamePicture,

    /// <summary>Another crop, or a noisier frame, of one scene: see <see cref="SameScenes"/>.</summary>
    SameScene,
}
