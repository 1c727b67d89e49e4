using ThermalPortal.Data.Datasets.Import;

namespace ThermalPortal.Web.Api;

/// <summary>What an import creates, in figures.</summary>
/// <param name="ReadAs">How paths were read; null: by equal names only.</param>
/// <param name="Pictures">New pictures.</param>
/// <param name="People">People named.</param>
/// <param name="Pairs">New pairs.</param>
/// <param name="PairsByRule">The same by what put them together, such as <c>same_name</c> or <c>embedded_photo</c>.</param>
/// <param name="Unpaired">Pictures without a partner.</param>
/// <param name="ToDecide">Groups that a person decides about.</param>
/// <param name="Excluded">Pictures kept but never paired.</param>
/// <param name="AlreadyThere">Files whose bytes the dataset has; they are not added again.</param>
/// <param name="MissingFiles">Files the manifest names that are not here; 100 at most.</param>
/// <param name="ManifestErrors">What is wrong with the manifest; nothing is imported before it is repaired.</param>
public sealed record ImportStatus(
    string? ReadAs, int Pictures, int People, int Pairs, IReadOnlyDictionary<string, int> PairsByRule, int Unpaired, int ToDecide, int Excluded, int AlreadyThere,
    IReadOnlyList<string> MissingFiles, IReadOnlyList<string> ManifestErrors)
{
    internal static ImportStatus Of(ImportPlan plan) => new(
        plan.ReadAs, plan.Items.Count, plan.Subjects, plan.Pairing.Pairs.Count, plan.Pairing.Pairs.GroupBy(p => QueryWord.Of(p.Rule)).ToDictionary(g => g.Key, g => g.Count()),
        plan.Pairing.Unpaired.Count, plan.Pairing.Ambiguous.Count, plan.Pairing.Excluded.Count, plan.Duplicates.Count, [.. plan.MissingFiles.Take(100)], plan.ManifestErrors);
}
