using System.Numerics;

namespace ThermalPortal.Inference.Thermal;

/// <summary>256 colours, cold to warm, laid out channel by channel so that the nearest entry is found eight at a time.</summary>
internal sealed class ColourTable
{
    private static readonly Vector<int> Lanes = new([.. Enumerable.Range(0, Vector<int>.Count)]);
    private readonly float[] _red, _green, _blue;

    /// <summary>Takes 256 x 3 interleaved colours.</summary>
    public ColourTable(ReadOnlySpan<float> interleaved)
    {
        (_red, _green, _blue) = (new float[ThermalPalette.Entries], new float[ThermalPalette.Entries], new float[ThermalPalette.Entries]);
        for (int e = 0; e < ThermalPalette.Entries; e++) (_red[e], _green[e], _blue[e]) = (interleaved[e * 3], interleaved[e * 3 + 1], interleaved[e * 3 + 2]);
    }

    public (float Red, float Green, float Blue) this[int entry] => (_red[entry], _green[entry], _blue[entry]);

    /// <summary>Squared distance of a colour to an entry.</summary>
    public float Squared(int entry, float red, float green, float blue)
    {
        float x = red - _red[entry], y = green - _green[entry], z = blue - _blue[entry];
        return x * x + y * y + z * z;
    }

    /// <summary>Nearest entry and its squared distance.</summary>
    public (int Entry, float Squared) Nearest(float red, float green, float blue)
    {
        Vector<float> r = new(red), g = new(green), b = new(blue), least = new(float.MaxValue);
        var at = Vector<int>.Zero;
        for (int e = 0; e < ThermalPalette.Entries; e += Vector<float>.Count)
        {
            var x = r - new Vector<float>(_red, e);
            var y = g - new Vector<float>(_green, e);
            var z = b - new Vector<float>(_blue, e);
            var d = x * x + y * y + z * z;
            var closer = Vector.LessThan(d, least);
            least = Vector.ConditionalSelect(closer, d, least);
            at = Vector.ConditionalSelect(closer, Lanes + new Vector<int>(e), at);
        }
        int best = 0;
        for (int lane = 1; lane < Vector<float>.Count; lane++)
        {
            if (least[lane] < least[best]) best = lane;
        }
        return (at[best], least[best]);
    }
}
