using ThermalPortal.Inference.Quality;

namespace ThermalPortal.Inference.Tests.Quality;

/// <summary>Pictures of soft spots, the same for the same seed.</summary>
internal static class Blobs
{
    public static GreyPicture Make(int width, int height, int seed)
    {
        var random = new Random(seed);
        var spots = Enumerable.Range(0, 12).Select(_ => (X: random.NextSingle() * width, Y: random.NextSingle() * height, Size: (0.05f + 0.15f * random.NextSingle()) * width, Height: random.NextSingle() * 2 - 1)).ToArray();
        var values = new float[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                values[y * width + x] = 128 + 60 * spots.Sum(s => s.Height * MathF.Exp(-((x - s.X) * (x - s.X) + (y - s.Y) * (y - s.Y)) / (s.Size * s.Size)));
        return new GreyPicture(width, height, values);
    }
}
