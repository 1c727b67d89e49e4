namespace ThermalPortal.Inference.Images;

/// <summary>A visible picture: 8 bits a channel, red-green-blue interleaved, row by row.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps pixels without copying.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Width x height x 3 bytes.</param>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.LongLength != 3L * width * height)
            throw new ArgumentException($"{width} x {height} pixels need {3L * width * height} bytes, not {pixels.LongLength}.", nameof(pixels));
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Width x Height x 3 bytes, RGB.</summary>
    public byte[] Pixels { get; }
}
