using System.Buffers.Binary;

namespace ThermalPortal.Inference.Thermal;

/// <summary>Tells which byte order 16-bit pixels have: in the wrong one a picture looks like noise.</summary>
internal static class ByteOrder
{
    /// <summary>Sum of absolute differences between neighbours to the right and below.</summary>
    public static double TotalVariation(ReadOnlySpan<ushort> values, int width)
    {
        long sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if ((i + 1) % width != 0) sum += Math.Abs(values[i] - values[i + 1]);
            if (i + width < values.Length) sum += Math.Abs(values[i] - values[i + width]);
        }
        return sum;
    }

    public static ushort[] Swap(ReadOnlySpan<ushort> values)
    {
        var swapped = new ushort[values.Length];
        BinaryPrimitives.ReverseEndianness(values, swapped);
        return swapped;
    }
}
