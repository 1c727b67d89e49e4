namespace ThermalPortal.Inference.Quality;

/// <summary>
/// 64 bits that stay nearly the same when a picture is compressed, resized, brightened or blurred (pHash, Zauner 2010): signs of the lowest 8 x 8 frequencies of its cosine transform against their
/// median. Not the gradient hash: faces that fill the frame alike have nearly equal gradients, whoever they are.
/// </summary>
public static class PerceptualHash
{
    private const int Grid = 32, Frequencies = 8;

    /// <summary>cos((2 x + 1) u pi / 64) of pixel x and frequency u + 1: the mean of the picture (u = 0) says nothing about what it shows.</summary>
    private static readonly double[,] _cosines = Cosines();

    /// <summary>Equal pictures have equal hashes; compare by the number of differing bits.</summary>
    public static ulong Of(GreyPicture picture)
    {
        var means = picture.Means(Grid, Grid);
        var values = new double[Frequencies * Frequencies];
        for (int v = 0; v < Frequencies; v++)
        {
            for (int u = 0; u < Frequencies; u++)
            {
                double sum = 0;
                for (int y = 0; y < Grid; y++)
                    for (int x = 0; x < Grid; x++) sum += means[y * Grid + x] * _cosines[x, u] * _cosines[y, v];
                values[v * Frequencies + u] = sum;
            }
        }
        double median = values.Order().ElementAt(values.Length / 2);
        ulong hash = 0;
        for (int i = 0; i < values.Length; i++)
            if (values[i] > median) hash |= 1UL << i;
        return hash;
    }

    private static double[,] Cosines()
    {
        var cosines = new double[Grid, Frequencies];
        for (int x = 0; x < Grid; x++)
            for (int u = 0; u < Frequencies; u++) cosines[x, u] = Math.Cos((2 * x + 1) * (u + 1) * Math.PI / (2 * Grid));
        return cosines;
    }
}
