namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>What may be wrong with a picture; <see cref="QualityRules"/> says from where on.</summary>
[Flags]
public enum QualityFaults
{
    None = 0,

    /// <summary>The face, or the frame without one, holds too little detail.</summary>
    Blurred = 1,

    /// <summary>Much of the face is at an end of the scale: the camera could tell no differences there.</summary>
    Clipped = 2,

    /// <summary>No face was found.</summary>
    NoFace = 4,

    /// <summary>The file cannot be read any more.</summary>
    Unreadable = 8,
}
