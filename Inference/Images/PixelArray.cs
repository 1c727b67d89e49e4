namespace ThermalPortal.Inference.Images;

/// <summary>Decoded pixels in the precision they were stored in.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue); alpha is dropped.</param>
/// <param name="Samples">byte[], ushort[] or float[] of Width x Height x Channels, interleaved.</param>
/// <param name="Orientation">Exif orientation 1..8: how the picture must be turned to stand upright; 1 = it does.</param>
internal sealed record PixelArray(int Width, int Height, int Channels, Array Samples, int Orientation = 1)
{
    /// <summary>The picture as a viewer shows it: turned and mirrored as its orientation says.</summary>
    public PixelArray Upright() => Orientation is < 2 or > 8 ? this : Samples switch
    {
        byte[] bytes => Turn(bytes),
        ushort[] words => Turn(words),
        float[] numbers => Turn(numbers),
        _ => this,
    };

    private PixelArray Turn<T>(T[] from)
    {
        bool swap = Orientation >= 5;
        bool flipX = Orientation is 2 or 3 or 7 or 8, flipY = Orientation is 3 or 4 or 6 or 7;
        var (width, height) = swap ? (Height, Width) : (Width, Height);
        var to = new T[from.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                var (u, v) = swap ? (y, x) : (x, y);                 // position in the stored picture before mirroring
                if (flipX) u = Width - 1 - u;
                if (flipY) v = Height - 1 - v;
                for (int c = 0; c < Channels; c++) to[(y * width + x) * Channels + c] = from[(v * Width + u) * Channels + c];
            }
        }
        return new PixelArray(width, height, Channels, to);
    }
}
