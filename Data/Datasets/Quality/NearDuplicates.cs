using System.Numerics;

namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>Finds pictures that show the same: their hashes differ in few bits.</summary>
public static class NearDuplicates
{
    /// <summary>
    /// Most differing bits. A picture saved as JPEG of quality 40, at half its size, brighter, or blurred by 2 pixels stays within 2 bits in at least 9 of 10 cases (420 pictures each); of 4.4 million pairs
    /// of different people none did, but for 4 of 48,000 of heads cut out on black. Another crop, or a noisier frame of the same scene, is for <see cref="SameScenes"/>.
    /// </summary>
    public const int Distance = 2;

    private const int Bands = Distance + 1, Bits = 64;

    /// <summary>
    /// Groups of two or more, as positions in <paramref name="hashes"/>, larger groups first. Who is near to one of a group belongs to it. Two hashes that differ in <see cref="Distance"/> bits are equal in at least one
    /// of one more bands, so only those with an equal band are compared.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<int>> Groups(IReadOnlyList<long> hashes)
    {
        var sets = new DisjointSets(hashes.Count);
        var first = new Dictionary<ulong, int>();
        for (var i = 0; i < hashes.Count; i++)
            if (!first.TryAdd(unchecked((ulong)hashes[i]), i)) sets.Join(i, first[unchecked((ulong)hashes[i])]);
        var (distinct, owners) = (first.Keys.ToArray(), first.Values.ToArray());
        var (keys, order) = (new ulong[distinct.Length], new int[distinct.Length]);
        for (var band = 0; band < Bands; band++)
        {
            var (from, to) = (band * Bits / Bands, (band + 1) * Bits / Bands);
            var mask = ((1UL << (to - from)) - 1) << from;
            for (var i = 0; i < keys.Length; i++)
                (keys[i], order[i]) = (distinct[i] & mask, i);
            Array.Sort(keys, order); // equal bands lie beside each other
            for (int start = 0, end; start < keys.Length; start = end)
                for (end = start + 1; end < keys.Length && keys[end] == keys[start]; end++)
                    for (var other = start; other < end; other++)
                        if (BitOperations.PopCount(distinct[order[end]] ^ distinct[order[other]]) <= Distance) sets.Join(owners[order[end]], owners[order[other]]);
        }
        return sets.Groups();
    }
}
