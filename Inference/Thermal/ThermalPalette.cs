using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>A colour table of 256 entries, cold to warm, for showing frames and for turning coloured pictures back into intensity.</summary>
public sealed class ThermalPalette
{
    private readonly byte[] _colours;

    /// <summary>Makes a palette from colours spread evenly from cold to warm.</summary>
    /// <param name="name">Name shown to people.</param>
    /// <param name="stops">At least two colours, 0xRRGGBB.</param>
    internal ThermalPalette(string name, params ReadOnlySpan<int> stops)
    {
        Name = name;
        _colours = new byte[256 * 3];
        for (int i = 0; i < 256; i++)
        {
            float position = i / 255f * (stops.Length - 1);
            int from = Math.Min((int)position, stops.Length - 2);
            for (int c = 0; c < 3; c++)
            {
                int shift = 16 - 8 * c, a = (stops[from] >> shift) & 255, b = (stops[from + 1] >> shift) & 255;
                _colours[i * 3 + c] = (byte)MathF.Round(a + (position - from) * (b - a));
            }
        }
    }

    /// <summary>Dark is cold, bright is warm.</summary>
    public static ThermalPalette Grey { get; } = new("grey", 0x000000, 0xffffff);

    /// <summary>Black, violet, orange, yellow, white: the usual palette of thermal cameras.</summary>
    public static ThermalPalette Iron { get; } = new("iron", 0x000014, 0x2a0070, 0x6b009b, 0xa00099, 0xc61a7c, 0xde4a2d, 0xef7400, 0xf99d00, 0xffc800, 0xffec5a, 0xfffff6);

    /// <summary>Name shown to people.</summary>
    public string Name { get; }

    /// <summary>256 x 3 bytes, red-green-blue.</summary>
    public ReadOnlySpan<byte> Colours => _colours;

    /// <summary>Renders a frame for the eye; never touches its values.</summary>
    /// <param name="frame">Values to show.</param>
    /// <param name="low">Value drawn with the first colour; null = 1st percentile.</param>
    /// <param name="high">Value drawn with the last colour; null = 99th percentile.</param>
    public RgbImage Render(ThermalFrame frame, float? low = null, float? high = null)
    {
        var (first, last) = ThermalNormalizer.Percentiles(frame.Values, 1, 99);
        return Render(frame.Values, frame.Width, frame.Height, low ?? first, high ?? last);
    }

    /// <summary>Renders single-channel values for the eye.</summary>
    public RgbImage Render(ReadOnlySpan<float> values, int width, int height, float low, float high)
    {
        var pixels = new byte[width * height * 3];
        float gain = high > low ? 255 / (high - low) : 0;
        for (int i = 0; i < width * height; i++)
        {
            int entry = (int)Math.Clamp((values[i] - low) * gain + 0.5f, 0, 255);
            _colours.AsSpan(entry * 3, 3).CopyTo(pixels.AsSpan(i * 3, 3));
        }
        return new RgbImage(width, height, pixels);
    }
}
