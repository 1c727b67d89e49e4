namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>What is known of a picture's look.</summary>
/// <param name="Visible">Only pictures of one kind are alike.</param>
/// <param name="Hash">See <see cref="NearDuplicates"/>.</param>
/// <param name="SameSceneId">See <see cref="SameScenes"/>; null: none other shows its scene.</param>
internal readonly record struct Look(bool Visible, long Hash, Guid? SameSceneId)
{
    /// <summary>Groups of two or more that look alike. A scene whose pictures are all one picture is listed as that alone.</summary>
    public static IReadOnlyList<(DuplicateKind Kind, T[] Members)> Alike<T>(IReadOnlyList<T> pictures, Func<T, Look> lookOf)
    {
        Look[] looks = [.. pictures.Select(lookOf)];
        int[][] same = [.. Enumerable.Range(0, looks.Length).GroupBy(i => looks[i].Visible).Select(kind => kind.ToArray())
            .SelectMany(kind => NearDuplicates.Groups([.. kind.Select(i => looks[i].Hash)]).Select(group => group.Select(i => kind[i]).ToArray()))];
        var pictureOf = same.SelectMany((group, n) => group.Select(i => (i, n))).ToDictionary(p => p.i, p => p.n);
        var scenes = Enumerable.Range(0, looks.Length).Where(i => looks[i].SameSceneId is not null).GroupBy(i => looks[i].SameSceneId).Select(g => g.ToArray())
            .Where(group => group.Length > 1 && group.Select(i => pictureOf.GetValueOrDefault(i, ~i)).Distinct().Count() > 1);
        return [.. same.Select(g => (DuplicateKind.SamePicture, Of(g))), .. scenes.Select(g => (DuplicateKind.SameScene, Of(g)))];

        T[] Of(int[] group) => [.. group.Select(i => pictures[i])];
    }
}
