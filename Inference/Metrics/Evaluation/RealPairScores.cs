namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Identity of one system on real pairs. Eight people are an anecdote: n stands beside every figure.</summary>
/// <param name="Name">Name of the row.</param>
/// <param name="Genuine">Mean cosine of a made picture and its own true partner.</param>
/// <param name="Impostor">Mean cosine of a made picture and the true pictures of others.</param>
/// <param name="RankOne">Share of made pictures whose most alike true picture shows the same person.</param>
/// <param name="Probes">Made pictures judged.</param>
/// <param name="People">People among them.</param>
/// <param name="AboveImpostors">Share of people whose own mean cosine lies above 95 % of all impostor cosines; null when there is nobody to compare with, or in older reports.</param>
public sealed record RealPairScores(string Name, double Genuine, double Impostor, double RankOne, int Probes, int People, double? AboveImpostors = null)
{
    /// <summary>Cosine of each made picture and its own true partner, in the order of the pairs that were judged; null where none has a partner of its own, or in older reports.</summary>
    public IReadOnlyList<double>? Own { get; init; }
}
