namespace ThermalPortal.Inference.Images;

/// <summary>Decoded pixels in the precision they were stored in.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue); alpha is dropped.</param>
/// <param name="Samples">byte[], ushort[] or float[] of Width x Height x Channels, interleaved.</param>
internal sealed record PixelArray(int Width, int Height, int Channels, Array Samples);
