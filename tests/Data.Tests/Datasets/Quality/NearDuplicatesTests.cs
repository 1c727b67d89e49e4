using System.Diagnostics;
using System.Numerics;
using ThermalPortal.Data.Datasets.Quality;

namespace ThermalPortal.Data.Tests.Datasets.Quality;

public sealed class NearDuplicatesTests
{
    [Fact]
    public void Groups_OfChains_AreThoseOfComparingAll()
    {
        var random = new Random(5);
        var hashes = new List<long>();
        for (var n = 0; n < 300; n++)
        {
            hashes.Add(hashes.Count == 0 || random.Next(3) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : Flipped(hashes[random.Next(hashes.Count)], random.Next(5), random));
        }
        var found = NearDuplicates.Groups(hashes);
        Assert.True(found.Count > 20);
        Assert.Equal(Reference(hashes), found.Select(g => string.Join(',', g)).Order());
        Assert.Equal(found.Select(g => g.Count).OrderDescending(), found.Select(g => g.Count));
    }

    [Fact]
    public void Groups_OfNoneOneAndTwenty_AreFew()
    {
        Assert.Empty(NearDuplicates.Groups([]));
        Assert.Empty(NearDuplicates.Groups([7]));
        Assert.Equal(20, Assert.Single(NearDuplicates.Groups([.. Enumerable.Repeat(7L, 20)])).Count);
    }

    [Fact]
    public void Groups_TwentyThousand_TakeNoTime()
    {
        var random = new Random(6);
        long[] hashes = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextInt64(long.MinValue, long.MaxValue))];
        var started = Stopwatch.GetTimestamp();
        NearDuplicates.Groups(hashes);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 2);
    }

    private static long Flipped(long hash, int bits, Random random)
    {
        for (var n = 0; n < bits; n++) hash ^= 1L << random.Next(64);
        return hash;
    }

    /// <summary>Compares every two, and joins until nothing changes.</summary>
    private static IEnumerable<string> Reference(List<long> hashes)
    {
        var names = Enumerable.Range(0, hashes.Count).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var a = 0; a < hashes.Count; a++)
                for (var b = 0; b < hashes.Count; b++)
                    if (names[b] > names[a] && BitOperations.PopCount((ulong)(hashes[a] ^ hashes[b])) <= NearDuplicates.Distance) (names[b], changed) = (names[a], true);
        }
        return Enumerable.Range(0, hashes.Count).GroupBy(i => names[i]).Where(g => g.Count() > 1).Select(g => string.Join(',', g)).Order();
    }
}
