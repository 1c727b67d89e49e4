namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>Who belongs together: positions from 0, each alone at first.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, count)];

    public void Join(int a, int b) => _parents[Root(a)] = Root(b);

    /// <summary>Sets of two or more, larger ones first.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups() =>
        [.. Enumerable.Range(0, _parents.Length).GroupBy(Root).Select(g => (IReadOnlyList<int>)[.. g]).Where(g => g.Count > 1).OrderByDescending(g => g.Count)];

    private int Root(int i)
    {
        while (_parents[i] != i) i = _parents[i] = _parents[_parents[i]];
        return i;
    }
}
