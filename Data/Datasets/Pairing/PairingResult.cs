namespace ThermalPortal.Data.Datasets.Pairing;

/// <summary>Every picture is in exactly one of the four lists.</summary>
/// <param name="Pairs">Thermal and visible picture of one moment.</param>
/// <param name="Ambiguous">Pictures that claim each other but not one to one: a person decides.</param>
/// <param name="Unpaired">Pictures without a partner.</param>
/// <param name="Excluded">Pictures that must not be paired, and why.</param>
public sealed record PairingResult(
    IReadOnlyList<FoundPair> Pairs, IReadOnlyList<AmbiguousGroup> Ambiguous, IReadOnlyList<PairingItem> Unpaired, IReadOnlyList<PairingItem> Excluded);

/// <summary>What pairing decided about some pictures, and by which rule.</summary>
public abstract record PairDecision(PairRule Rule);

/// <summary>A pair.</summary>
public sealed record FoundPair(PairingItem Thermal, PairingItem Visible, PairRule Rule) : PairDecision(Rule);

/// <summary>Pictures of one key that are not one thermal and one visible picture of one person.</summary>
/// <param name="Rule">The rule that brought them together.</param>
/// <param name="Reason">What is wrong, for people.</param>
/// <param name="Items">All of them.</param>
public sealed record AmbiguousGroup(PairRule Rule, string Reason, IReadOnlyList<PairingItem> Items) : PairDecision(Rule);
