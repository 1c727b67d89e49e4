using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Quality;

/// <summary>
/// How much fine detail a picture holds: variance of its Laplacian (Pech-Pacheco et al. 2000, LAPV) at the scale the networks see. The cut is brought to <see cref="Side"/> pixels and its
/// percentiles 1..99 to 0..255, so that size, unit and contrast of the original do not matter.
/// </summary>
public static class Sharpness
{
    /// <summary>Side of the cut it is measured on, pixels.</summary>
    public const int Side = 128;

    /// <summary>0 = nothing but a smooth slope; a sharp face has hundreds.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="crop">Where to look: the face, or the whole frame.</param>
    public static float Of(GreyPicture picture, FaceCrop crop)
    {
        float[] cut = FaceAligner.Crop(picture.Values, picture.Width, picture.Height, crop, Side);
        var (low, high) = ThermalNormalizer.Percentiles(cut, 1, 99);
        if (!(high > low)) return 0;
        float gain = 255 / (high - low);
        for (int i = 0; i < cut.Length; i++) cut[i] = Math.Clamp((cut[i] - low) * gain, 0, 255);
        double sum = 0, squares = 0;
        for (int y = 1; y < Side - 1; y++)
        {
            for (int x = 1; x < Side - 1; x++)
            {
                int i = y * Side + x;
                double laplacian = cut[i - 1] + cut[i + 1] + cut[i - Side] + cut[i + Side] - 4 * cut[i];
                (sum, squares) = (sum + laplacian, squares + laplacian * laplacian);
            }
        }
        const int count = (Side - 2) * (Side - 2);
        return (float)(squares / count - sum / count * (sum / count));
    }
}
