namespace ThermalPortal.Data.Datasets.Pairing;

/// <summary>
/// Finds pairs, surest rule first; what one rule has used or found ambiguous is not seen by the next. Nothing is picked silently: two candidates for one key go to a person.
/// Time n log n in the number of pictures.
/// </summary>
public static class PairMatcher
{
    /// <summary>Two captures this far apart may still be one moment, unless asked otherwise.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMilliseconds(100);

    public static PairingResult Match(IEnumerable<PairingItem> items, TimeSpan? tolerance = null)
    {
        var (excluded, open) = (new List<PairingItem>(), new List<PairingItem>());
        foreach (var item in items)
            (item.Exclude is null ? open : excluded).Add(item);
        var (pairs, ambiguous) = (new List<FoundPair>(), new List<AmbiguousGroup>());
        ByKey(PairRule.Manifest, item => item.ManifestKey);
        ByKey(PairRule.NamingKey, item => item.NamingKey);
        ByKey(PairRule.SameName, item => Path.ChangeExtension(item.Path, null));
        ByKey(PairRule.EmbeddedPhoto, item => item.Modality == Modality.Visible ? item.EmbeddedIn?.ToString() : item.Id.ToString());
        Take(CaptureTimes.Match(open, tolerance ?? DefaultTolerance));
        LeaveSparePhotos();
        return new PairingResult(pairs, ambiguous, open, excluded);

        void ByKey(PairRule rule, Func<PairingItem, string?> key) => Take(open
            .Where(item => item.Modality != Modality.Unknown)
            .Select(item => (Item: item, Key: key(item)))
            .Where(keyed => !string.IsNullOrEmpty(keyed.Key))
            .GroupBy(keyed => keyed.Key!, keyed => keyed.Item, StringComparer.OrdinalIgnoreCase)
            .Select(group => Decide(rule, [.. group])));

        // A thermal picture with a better partner needs the photo inside it no more; waiting, it would only stand in the way.
        void LeaveSparePhotos()
        {
            var thermals = pairs.Select(p => p.Thermal.Id).ToHashSet();
            PairingItem[] spare = [.. open.Where(IsSpare)];
            open.RemoveAll(IsSpare);
            excluded.AddRange(spare.Select(s => s with { Exclude = "Its thermal picture has another partner." }));

            bool IsSpare(PairingItem item) => item.EmbeddedIn is { } host && thermals.Contains(host);
        }

        void Take(IEnumerable<PairDecision?> found)
        {
            var used = new HashSet<Guid>();
            foreach (var decision in found.ToArray())
            {
                if (decision is FoundPair pair)
                {
                    pairs.Add(pair);
                    used.UnionWith([pair.Thermal.Id, pair.Visible.Id]);
                }
                else if (decision is AmbiguousGroup group)
                {
                    ambiguous.Add(group);
                    used.UnionWith(group.Items.Select(i => i.Id));
                }
            }
            open.RemoveAll(item => used.Contains(item.Id));
        }
    }

    /// <summary>A pair, an ambiguous group, or null when the group holds one modality only.</summary>
    private static PairDecision? Decide(PairRule rule, PairingItem[] group)
    {
        var thermal = Best(group, Modality.Thermal);
        var visible = Best(group, Modality.Visible);
        if (thermal.Length == 0 || visible.Length == 0)
            return null;
        if (thermal.Length > 1 || visible.Length > 1)
            return new AmbiguousGroup(rule, $"{thermal.Length} thermal and {visible.Length} visible pictures have the same key.", [.. thermal, .. visible]);
        if (thermal[0].Subject is { } one && visible[0].Subject is { } other && !one.Equals(other, StringComparison.OrdinalIgnoreCase))
            return new AmbiguousGroup(rule, $"The pictures have the same key, but show {one} and {other}.", [thermal[0], visible[0]]);
        return new FoundPair(thermal[0], visible[0], rule);
    }

    private static PairingItem[] Best(PairingItem[] group, Modality modality)
    {
        var all = group.Where(i => i.Modality == modality).ToArray();
        return all.Length < 2 ? all : [.. all.Where(i => i.Preference == all.Min(o => o.Preference))];
    }
}
