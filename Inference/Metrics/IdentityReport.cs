using System.Text.Json.Serialization;

namespace ThermalPortal.Inference.Metrics;

/// <summary>How well probes are recognised among a gallery of true faces.</summary>
/// <param name="People">Number of people, all of whom are in the gallery (closed set).</param>
/// <param name="Probes">Number of probe pictures.</param>
/// <param name="Gallery">Number of gallery pictures.</param>
/// <param name="RankOne">Share of probes whose most alike gallery picture shows the right person.</param>
/// <param name="EqualErrorRate">Verification error where both kinds are equal.</param>
/// <param name="Area">Area under the verification curve.</param>
/// <param name="TrueAcceptAtOnePercent">TAR at FAR 1 %, or null when n is too small.</param>
/// <param name="TrueAcceptAtOnePerMille">TAR at FAR .1 %, or null when n is too small.</param>
/// <param name="GenuineCosine">Mean cosine of probe and gallery of one person.</param>
/// <param name="ImpostorCosine">Mean cosine of different people.</param>
/// <param name="ImpostorPairs">Number of impostor pairs.</param>
public sealed record IdentityReport(
    int People, int Probes, int Gallery, Interval RankOne, Interval EqualErrorRate, Interval Area,
    double? TrueAcceptAtOnePercent, double? TrueAcceptAtOnePerMille, Interval GenuineCosine, double ImpostorCosine, int ImpostorPairs)
{
    /// <summary>For each probe, in order: its nearest gallery picture shows the right person.</summary>
    [JsonIgnore]
    public IReadOnlyList<bool> Hits { get; init; } = [];
}
