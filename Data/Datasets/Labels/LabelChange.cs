namespace ThermalPortal.Data.Datasets.Labels;

/// <summary>A label a person set, as <see cref="LabelQueries.RestoreAsync"/> needs it.</summary>
/// <param name="PairId">Of which pair.</param>
/// <param name="Name">Which label.</param>
/// <param name="Before">What a person had said before; null: nobody, empty: that there is none.</param>
/// <param name="After">What was said now; empty: that there is none.</param>
public sealed record LabelChange(Guid PairId, string Name, string? Before, string After);

/// <summary>What a person saw of a pair when setting its label.</summary>
/// <param name="PairId">The pair.</param>
/// <param name="Seen">The value shown; null: none.</param>
public sealed record LabelTarget(Guid PairId, string? Seen);

/// <summary>What became of setting a label.</summary>
/// <param name="Changes">Where it was set.</param>
/// <param name="Overtaken">Pairs of which somebody else said otherwise meanwhile: left as they are.</param>
/// <param name="Accepted">Pairs a reviewer has accepted: left as they are.</param>
public sealed record LabelOutcome(IReadOnlyList<LabelChange> Changes, int Overtaken, int Accepted);
