using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Quality;

/// <summary>A picture as one channel, row by row.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Values">Luminance 0..255 of a visible picture, or the values of a thermal one in its own unit.</param>
public sealed record GreyPicture(int Width, int Height, float[] Values)
{
    public static GreyPicture Of(ThermalFrame frame) => new(frame.Width, frame.Height, frame.Values);

    /// <summary>Luminance by ITU-R BT.601.</summary>
    public static GreyPicture Of(RgbImage image)
    {
        var values = new float[image.Width * image.Height];
        byte[] p = image.Pixels;
        for (int i = 0; i < values.Length; i++) values[i] = 0.299f * p[3 * i] + 0.587f * p[3 * i + 1] + 0.114f * p[3 * i + 2];
        return new GreyPicture(image.Width, image.Height, values);
    }

    /// <summary>Means over the cells of a grid that covers the whole picture, row by row; a pixel on a border counts in both cells by its share.</summary>
    public float[] Means(int columns, int rows)
    {
        var across = new float[columns * Height];
        for (int y = 0; y < Height; y++)
            for (int column = 0; column < columns; column++) across[y * columns + column] = Mean(Values, y * Width, 1, Width, column, columns);
        var means = new float[columns * rows];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) means[row * columns + column] = Mean(across, column, columns, Height, row, rows);
        return means;
    }

    /// <summary>Mean of one of <paramref name="cells"/> equal stretches of a line of pixels.</summary>
    private static float Mean(float[] values, int start, int stride, int length, int cell, int cells)
    {
        double from = (double)cell * length / cells, to = (double)(cell + 1) * length / cells, sum = 0;
        for (int i = (int)from; i < length && i < to; i++) sum += values[start + i * stride] * (Math.Min(i + 1, to) - Math.Max(i, from));
        return (float)(sum / (to - from));
    }
}
