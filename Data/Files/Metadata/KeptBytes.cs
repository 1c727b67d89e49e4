namespace ThermalPortal.Data.Files.Metadata;

/// <summary>The bytes of a file that may stay. Everything nobody asked to keep becomes zero, so that what is no longer named cannot be dug up either.</summary>
internal sealed class KeptBytes
{
    private readonly List<(long From, long To)> _ranges = [];

    /// <summary>Keeps bytes; what lies outside the file is no matter.</summary>
    public void Add(long from, long length) => _ranges.Add((from, from + length));

    /// <summary>Zeroes the rest.</summary>
    public void ZeroRest(Span<byte> bytes)
    {
        long at = 0;
        foreach (var (from, to) in _ranges.Order())
        {
            if (from > at) bytes[(int)Math.Min(at, bytes.Length)..(int)Math.Min(from, bytes.Length)].Clear();
            at = Math.Max(at, to);
        }
        if (at < bytes.Length) bytes[(int)at..].Clear();
    }
}
