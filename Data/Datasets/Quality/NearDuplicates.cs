using System.Numerics;

namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>Finds pictures that show the same: their hashes differ in few bits.</summary>
public static class NearDuplicates
{
    /// <summary>
    /// Most differing bits. A picture saved as JPEG of quality 40, at half its size, brighter, or blurred by 2 pixels stays within 2 bits in at least 9 of 10 cases (420 pictures each); of 4.4 million pairs
    /// of different people none did, but for 4 of 48,000 of heads cut out on black. Another crop, or a noisier frame of the same scene, is not found.
    /// </summary>
    public const int Distance = 2;

    private const int Bands = Distance + 1, Bits = 64;

    /// <summary>
    /// Groups of two or more, as positions in <paramref name="hashes"/>, larger groups first. Who is near to one of a group belongs to it. Two hashes that differ in <see cref="Distance"/> bits are equal in at least one
    /// of one more bands, so only those with an equal band are compared.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<int>> Groups(IReadOnlyList<long> hashes)
    {
        var parents = new int[hashes.Count];
        var first = new Dictionary<ulong, int>();
        for (var i = 0; i < parents.Length; i++)
            parents[i] = first.TryAdd(unchecked((ulong)hashes[i]), i) ? i : first[unchecked((ulong)hashes[i])];
        for (var band = 0; band < Bands; band++)
        {
            var (from, to) = (band * Bits / Bands, (band + 1) * Bits / Bands);
            var mask = ((1UL << (to - from)) - 1) << from;
            foreach (var bucket in first.GroupBy(h => h.Key & mask).Select(g => g.ToArray()).Where(g => g.Length > 1))
                for (var a = 1; a < bucket.Length; a++)
                    for (var b = 0; b < a; b++)
                        if (BitOperations.PopCount(bucket[a].Key ^ bucket[b].Key) <= Distance) parents[Root(bucket[a].Value)] = Root(bucket[b].Value);
        }
        return [.. Enumerable.Range(0, hashes.Count).GroupBy(Root).Select(g => (IReadOnlyList<int>)[.. g]).Where(g => g.Count > 1).OrderByDescending(g => g.Count)];

        int Root(int i)
        {
            while (parents[i] != i) i = parents[i] = parents[parents[i]];
            return i;
        }
    }
}
