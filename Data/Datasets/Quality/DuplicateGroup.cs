using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>Pictures of one kind that show the same, or nearly.</summary>
/// <param name="Kind">Which way they were found.</param>
/// <param name="Captures">The first of them by path, with people.</param>
/// <param name="Count">All of them.</param>
/// <param name="People">Different people they are said to show: more than one is an error in the labels.</param>
public sealed record DuplicateGroup(DuplicateKind Kind, IReadOnlyList<Capture> Captures, int Count, int People)
{
    /// <summary>Most captures of a group that are listed.</summary>
    public const int MostListed = 24;
}
