namespace ThermalPortal.Inference.Faces;

/// <summary>
/// A square cut from a picture, possibly turned: what the networks see. In the canonical crop the eyes lie level, 0.29 of the side apart,
/// their middle at (0.5, 0.375) of the side.
/// </summary>
/// <param name="CentreX">Centre of the square, input pixels.</param>
/// <param name="CentreY">Centre of the square, input pixels.</param>
/// <param name="Size">Side of the square, input pixels.</param>
/// <param name="AngleDegrees">Turn of the square about its centre, clockwise as seen on screen; 0 = upright.</param>
public sealed record FaceCrop(float CentreX, float CentreY, float Size, float AngleDegrees)
{
    /// <summary>Distance of the eyes as a share of the side.</summary>
    public const float EyeDistance = 0.29f;

    /// <summary>Height of the eyes as a share of the side, from the top.</summary>
    public const float EyeHeight = 0.375f;

    /// <summary>Left edge before turning: <see cref="X"/>, <see cref="Y"/>, <see cref="Size"/> and the angle are what the API reports.</summary>
    public float X => CentreX - Size / 2;

    /// <summary>Top edge before turning.</summary>
    public float Y => CentreY - Size / 2;

    /// <summary>The smallest centred square around a whole picture.</summary>
    public static FaceCrop Whole(int width, int height) => new(width / 2f, height / 2f, Math.Max(width, height), 0);

    /// <summary>A square around a rectangle drawn by hand.</summary>
    public static FaceCrop Manual(float x, float y, float width, float height, float angleDegrees = 0) =>
        new(x + width / 2, y + height / 2, Math.Max(width, height), angleDegrees);

    /// <summary>The canonical crop of a face that was found.</summary>
    public static FaceCrop FromFace(Face face) => FaceGeometry.Canonical(face.Points[0], face.Points[1], face.Points[2], face.Points[3],
        face.Box, FaceGeometry.Direction(face.Points[4], face.Points[5]));

    /// <summary>The canonical crop from marked points, for training sets: the same rule as for faces that were found.</summary>
    /// <param name="leftEye">Eye at the left of the picture.</param>
    /// <param name="rightEye">Eye at the right of the picture.</param>
    /// <param name="nose">Tip of the nose.</param>
    /// <param name="mouth">Middle of the mouth.</param>
    public static FaceCrop FromPoints(ImagePoint leftEye, ImagePoint rightEye, ImagePoint nose, ImagePoint mouth) =>
        FaceGeometry.Canonical(leftEye, rightEye, nose, mouth);
}
