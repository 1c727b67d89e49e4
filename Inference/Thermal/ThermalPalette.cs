using System.Globalization;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>A colour table of 256 entries, cold to warm, for showing frames and for turning coloured pictures back into intensity.</summary>
public sealed partial class ThermalPalette
{
    /// <summary>Entries of a table.</summary>
    public const int Entries = 256;

    private readonly byte[] _colours = new byte[Entries * 3];

    /// <summary>Makes a palette from stops between which it runs straight.</summary>
    /// <param name="name">Name shown to people.</param>
    /// <param name="stops">Space-separated hex, entry then red, green, blue: <c>00000000 ffffffff</c> is grey.</param>
    private ThermalPalette(string name, string stops)
    {
        Name = name;
        uint[] parsed = [.. stops.Split(' ').Select(s => uint.Parse(s, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        for (int k = 0; k + 1 < parsed.Length; k++)
        {
            int from = (int)(parsed[k] >> 24), to = (int)(parsed[k + 1] >> 24);
            for (int i = from; i <= to; i++)
            {
                for (int c = 0; c < 3; c++)
                {
                    int shift = 16 - 8 * c, a = (int)(parsed[k] >> shift) & 255, b = (int)(parsed[k + 1] >> shift) & 255;
                    _colours[i * 3 + c] = (byte)MathF.Round(a + (i - from) * (b - a) / (float)(to - from));
                }
            }
        }
    }

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
