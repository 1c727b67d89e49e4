using System.Buffers.Binary;

namespace ThermalPortal.Inference.Images;

/// <summary>Numbers in either byte order.</summary>
internal static class Endian
{
    public static ushort U16(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public static uint U32(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public static float F32(ReadOnlySpan<byte> bytes, bool big) => BitConverter.UInt32BitsToSingle(U32(bytes, big));

    /// <summary>16-bit samples of either order.</summary>
    public static ushort[] Samples(ReadOnlySpan<byte> bytes, int count, bool big)
    {
        var samples = new ushort[count];
        for (int i = 0; i < count; i++) samples[i] = U16(bytes[(2 * i)..], big);
        return samples;
    }
}
