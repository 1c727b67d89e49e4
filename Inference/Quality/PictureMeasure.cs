using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Quality;

/// <summary>What can be said of a picture's quality without knowing whom it shows.</summary>
/// <param name="Sharpness">See <see cref="Quality.Sharpness"/>; of the best face, or of the frame without one.</param>
/// <param name="Clipped">See <see cref="ClippedShare"/>, 0..1.</param>
/// <param name="Faces">Faces found, best first.</param>
/// <param name="Hash">See <see cref="PerceptualHash"/>; of the whole frame.</param>
/// <param name="Embedding">See <see cref="PictureEmbedding"/>; of the best face, or of the frame without one.</param>
public sealed record PictureMeasure(float Sharpness, float Clipped, IReadOnlyList<Face> Faces, ulong Hash, sbyte[]? Embedding)
{
    public static PictureMeasure Of(ThermalFrame frame, FaceDetector detector, CancellationToken cancellationToken = default) =>
        Of(GreyPicture.Of(frame), thermal: true, detector.Detect(frame, cancellationToken));

    public static PictureMeasure Of(RgbImage image, FaceDetector detector, CancellationToken cancellationToken = default) =>
        Of(GreyPicture.Of(image), thermal: false, detector.Detect(image, cancellationToken));

    private static PictureMeasure Of(GreyPicture picture, bool thermal, IReadOnlyList<Face> faces)
    {
        var best = faces.Count > 0 ? faces[0] : null;
        var crop = best is null ? FaceCrop.Whole(picture.Width, picture.Height) : FaceCrop.FromFace(best);
        return new PictureMeasure(Quality.Sharpness.Of(picture, crop), ClippedShare.Of(picture, thermal, best?.Box), faces, PerceptualHash.Of(picture), PictureEmbedding.Of(picture, crop));
    }
}
