using System.Numerics.Tensors;

namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>
/// Finds pictures that show the same scene in another crop or a noisier frame: the cosine of their embeddings is near one. Both limits were chosen on rendered people, portraits and real pictures: each scene as it
/// was, cut to 75..95 % of its side, and with noise of 4 %, another brightness and a slight shift, faces found anew each time. They were set so that different pictures of one person stay apart, at the price of missing scenes.
/// </summary>
public static class SameScenes
{
    /// <summary>Signed bytes of an embedding.</summary>
    public const int Width = 128;

    /// <summary>
    /// Least cosine of two visible pictures of one scene. 67 % of 375 such pairs reach it (9 % have near hashes); none of 720 pairs of different pictures of one rendered person, and none of 141,660 of different people
    /// (the highest has 0.89). Frames of one real sitting, the head still, do in 20 of 90 cases.
    /// </summary>
    public const float VisibleLikeness = 0.94f;

    /// <summary>
    /// Least cosine of two thermal pictures of one scene: high, for heat is smooth and looks alike whatever the face does. Only 8 % of 531 such pairs reach it (5 % have near hashes), for points found on a noisy thermal
    /// face move too much; of 1,711 pairs of different pictures of one person one does (two frames of a sitting that have near hashes too), of 313,373 of different people none (the highest has 0.94).
    /// </summary>
    public const float ThermalLikeness = 0.985f;

    /// <summary>Rows of a tile: two of them fit into the cache of a core.</summary>
    private const int Tile = 128;

    /// <summary>Half of the processors compares, the other half serves people.</summary>
    private static readonly int _atOnce = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>
    /// Groups of two or more, as positions in <paramref name="embeddings"/>, larger groups first. Who is like one of a group belongs to it. Compares every two by products of tiles: 1.25 billion comparisons of 50,000
    /// pictures take about half a minute a processor.
    /// </summary>
    /// <param name="embeddings"><see cref="Width"/> signed bytes each.</param>
    /// <param name="scenes">As many: scenes found before; who shares one stays together.</param>
    /// <param name="known">So many of the first have been compared with each other before.</param>
    /// <param name="likeness">Least cosine, -1..1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">An embedding has another width.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Groups(IReadOnlyList<byte[]> embeddings, IReadOnlyList<Guid?> scenes, int known, float likeness, CancellationToken cancellationToken)
    {
        var sets = new DisjointSets(embeddings.Count);
        foreach (var scene in Enumerable.Range(0, scenes.Count).Where(i => scenes[i] is not null).GroupBy(i => scenes[i]))
            foreach (var i in scene.Skip(1)) sets.Join(scene.First(), i);
        var points = Points(embeddings);
        var options = new ParallelOptions { MaxDegreeOfParallelism = _atOnce, CancellationToken = cancellationToken };
        Parallel.For(known / Tile, (embeddings.Count + Tile - 1) / Tile, options, tile =>
        {
            var (from, to) = (Math.Max(known, tile * Tile), Math.Min(embeddings.Count, (tile + 1) * Tile));
            for (var start = 0; start < to; start += Tile)
                for (var i = from; i < to; i++)
                    Compare(i, start, Math.Min(i, start + Tile));
        });
        return sets.Groups();

        void Compare(int i, int start, int end)
        {
            var point = points.AsSpan(i * Width, Width);
            for (var j = start; j < end; j++)
                if (TensorPrimitives.Dot(point, points.AsSpan(j * Width, Width)) >= likeness)
                    lock (sets) sets.Join(i, j);
        }
    }

    /// <summary>All of length 1, row by row.</summary>
    private static float[] Points(IReadOnlyList<byte[]> embeddings)
    {
        var points = new float[embeddings.Count * Width];
        for (var i = 0; i < embeddings.Count; i++)
        {
            if (embeddings[i].Length != Width) throw new ArgumentException($"An embedding has {Width} bytes, not {embeddings[i].Length}.", nameof(embeddings));
            var point = points.AsSpan(i * Width, Width);
            for (var n = 0; n < Width; n++) point[n] = unchecked((sbyte)embeddings[i][n]);
            TensorPrimitives.Divide(point, TensorPrimitives.Norm<float>(point), point);
        }
        return points;
    }
}
