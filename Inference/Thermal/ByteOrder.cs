using System.Buffers.Binary;

namespace ThermalPortal.Inference.Thermal;

/// <summary>Tells which byte order 16-bit pixels have: in the wrong one a picture looks like noise.</summary>
internal static class ByteOrder
{
    /// <summary>Sums of absolute differences between neighbours to the right and below, as stored and with the bytes exchanged.</summary>
    public static (double Native, double Swapped) TotalVariation(ReadOnlySpan<ushort> values, int width)
    {
        long native = 0, swapped = 0;
        for (int i = 0; i < values.Length; i++)
        {
            ushort here = values[i], right = (i + 1) % width != 0 ? values[i + 1] : here, below = i + width < values.Length ? values[i + width] : here;
            native += Math.Abs(here - right) + Math.Abs(here - below);
            int turned = BinaryPrimitives.ReverseEndianness(here);
            swapped += Math.Abs(turned - BinaryPrimitives.ReverseEndianness(right)) + Math.Abs(turned - BinaryPrimitives.ReverseEndianness(below));
        }
        return (native, swapped);
    }

    public static ushort[] Swap(ReadOnlySpan<ushort> values)
    {
        var swapped = new ushort[values.Length];
        BinaryPrimitives.ReverseEndianness(values, swapped);
        return swapped;
    }
}
