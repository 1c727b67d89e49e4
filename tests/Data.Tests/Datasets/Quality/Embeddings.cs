namespace ThermalPortal.Data.Tests.Datasets.Quality;

/// <summary>Embeddings as a worker would have measured them.</summary>
internal static class Embeddings
{
    /// <summary>A scene of its own for each seed: the cosine of any two is near 0.</summary>
    public static byte[] Of(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Data.Datasets.Quality.SameScenes.Width).Select(_ => unchecked((byte)(sbyte)random.Next(-100, 101)))];
    }

    /// <summary>The same scene with noise: the cosine is about 1 - <paramref name="noise"/>² / 2.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="noise">Largest change of a number, as a share of the largest number.</param>
    /// <param name="seed">Of the noise.</param>
    public static byte[] Near(byte[] scene, double noise, int seed)
    {
        var random = new Random(seed);
        return [.. scene.Select(b => unchecked((byte)(sbyte)Math.Clamp((sbyte)b + (random.NextDouble() * 2 - 1) * noise * 100, -127, 127)))];
    }

    public static double Cosine(byte[] a, byte[] b)
    {
        double both = 0, left = 0, right = 0;
        for (var i = 0; i < a.Length; i++)
        {
            double x = unchecked((sbyte)a[i]), y = unchecked((sbyte)b[i]);
            (both, left, right) = (both + x * y, left + x * x, right + y * y);
        }
        return both / Math.Sqrt(left * right);
    }
}
