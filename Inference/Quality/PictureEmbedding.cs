using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Quality;

/// <summary>
/// What a face, or a frame without one, looks like, as a point: nearly the same in another crop or a noisier frame of the same scene, another one when the head turns or the face moves. It is no recognition
/// net: those are made to see past just that difference. The canonical face crop at 32 x 32 pixels, evened out (each pixel less the mean around it, over the deviation around it), faded towards its borders, as
/// the lowest frequencies of its cosine transform.
/// </summary>
public static class PictureEmbedding
{
    /// <summary>Numbers of an embedding.</summary>
    public const int Width = 128;

    private const int Side = 32, Highest = 16;
    private const float MeanSigma = 3, DeviationSigma = 4, Faint = 0.03f, FadeSigma = 0.3f * Side;

    /// <summary>cos((2 x + 1) u pi / 64) of pixel x and frequency u, scaled so that the transform keeps lengths.</summary>
    private static readonly float[,] _cosines = Cosines();

    /// <summary>Frequencies down and across, lowest sum first, without the mean (0, 0).</summary>
    private static readonly (int Down, int Across)[] _frequencies =
        [.. from down in Enumerable.Range(0, Highest) from across in Enumerable.Range(0, Highest) where down + across > 0 orderby down + across, down select (down, across)];

    private static readonly float[] _fade = [.. Enumerable.Range(0, Side * Side).Select(i => Fade(i % Side, i / Side))];

    /// <summary><see cref="Width"/> numbers of -127..127, to be compared by the cosine of their angle; null: the picture is blank and looks like nothing.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="crop">Where to look: the face, or the whole frame.</param>
    public static sbyte[]? Of(GreyPicture picture, FaceCrop crop)
    {
        float[] cut = FaceAligner.Crop(picture.Values, picture.Width, picture.Height, crop, Side);
        var (low, high) = ThermalNormalizer.Percentiles(cut, 1, 99);
        if (!(high > low)) return null;
        for (int i = 0; i < cut.Length; i++) cut[i] = Math.Clamp((cut[i] - low) / (high - low), 0, 1);
        float[] mean = Blurred(cut, MeanSigma);
        for (int i = 0; i < cut.Length; i++) cut[i] -= mean[i];
        float[] variance = Blurred([.. cut.Select(v => v * v)], DeviationSigma);
        for (int i = 0; i < cut.Length; i++) cut[i] *= _fade[i] / (MathF.Sqrt(variance[i]) + Faint);
        float[] numbers = [.. _frequencies.Take(Width).Select(f => Strength(cut, f.Down, f.Across))];
        float most = numbers.Max(MathF.Abs);
        return most > 0 ? [.. numbers.Select(v => (sbyte)MathF.Round(v / most * sbyte.MaxValue))] : null;
    }

    private static float Strength(float[] values, int down, int across)
    {
        float sum = 0;
        for (int y = 0; y < Side; y++)
        {
            float row = 0;
            for (int x = 0; x < Side; x++) row += values[y * Side + x] * _cosines[x, across];
            sum += row * _cosines[y, down];
        }
        return sum;
    }

    /// <summary>Gaussian blur; beyond the border the picture is mirrored.</summary>
    private static float[] Blurred(float[] values, float sigma)
    {
        int reach = (int)(4 * sigma + 0.5f);
        float[] weights = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(d => MathF.Exp(-d * d / (2 * sigma * sigma)))];
        float total = weights.Sum();
        float[] Along(float[] from, int step, int line)
        {
            var to = new float[from.Length];
            for (int n = 0; n < Side; n++)
                for (int i = 0; i < Side; i++)
                {
                    float sum = 0;
                    for (int d = -reach; d <= reach; d++) sum += weights[d + reach] * from[n * line + Mirrored(i + d) * step];
                    to[n * line + i * step] = sum / total;
                }
            return to;
        }
        return Along(Along(values, 1, Side), Side, 1);
    }

    private static int Mirrored(int i) => i < 0 ? -1 - i : i >= Side ? 2 * Side - 1 - i : i;

    private static float Fade(int x, int y)
    {
        float dx = x + 0.5f - Side / 2f, dy = y + 0.5f - Side / 2f;
        return MathF.Exp(-(dx * dx + dy * dy) / (2 * FadeSigma * FadeSigma));
    }

    private static float[,] Cosines()
    {
        var cosines = new float[Side, Highest];
        for (int x = 0; x < Side; x++)
            for (int u = 0; u < Highest; u++) cosines[x, u] = MathF.Cos((2 * x + 1) * u * MathF.PI / (2 * Side)) * MathF.Sqrt((u == 0 ? 1f : 2f) / Side);
        return cosines;
    }
}
