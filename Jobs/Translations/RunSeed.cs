using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ThermalPortal.Jobs.Translations;

/// <summary>
/// Seeds that do not depend on attempt, batch or worker. With a chosen seed, sample s of every picture uses seed + s, so a picture
/// of a large run can be made again by itself; without one, run and position decide.
/// </summary>
internal static class RunSeed
{
    /// <param name="chosen">The person's seed, if any.</param>
    /// <param name="runId">The run.</param>
    /// <param name="ordinal">Position of the picture in the run.</param>
    /// <param name="face">Which face of the picture.</param>
    /// <param name="sample">Which sample of the face.</param>
    public static long Of(long? chosen, Guid runId, int ordinal, int face, int sample)
    {
        if (chosen is { } seed) return unchecked(seed + sample) & long.MaxValue;
        Span<byte> text = stackalloc byte[24], hash = stackalloc byte[SHA256.HashSizeInBytes];
        runId.TryWriteBytes(text);
        BinaryPrimitives.WriteInt32LittleEndian(text[16..], ordinal);
        BinaryPrimitives.WriteInt32LittleEndian(text[20..], face);
        SHA256.HashData(text, hash);
        // 31 bits: short enough to read out and type in again.
        return (BinaryPrimitives.ReadInt32LittleEndian(hash) & int.MaxValue) + (long)sample;
    }
}
