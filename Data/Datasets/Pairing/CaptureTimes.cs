namespace ThermalPortal.Data.Datasets.Pairing;

/// <summary>Pairs by capture time, a subject at a time: two pictures that are each other's nearest, within the tolerance.</summary>
internal static class CaptureTimes
{
    /// <summary>Pairs, and ambiguous groups where several candidates are equally near. No picture is in two of them.</summary>
    public static IEnumerable<PairDecision> Match(IEnumerable<PairingItem> items, TimeSpan tolerance)
    {
        foreach (var subject in items.Where(i => i.CapturedAt is not null && i.Modality != Modality.Unknown).GroupBy(i => i.Subject ?? "", StringComparer.OrdinalIgnoreCase))
        {
            var thermal = Sorted(subject, Modality.Thermal);
            var visible = Sorted(subject, Modality.Visible);
            var grouped = new HashSet<Guid>();
            foreach (var item in thermal.Where(t => !grouped.Contains(t.Id)))
            {
                PairingItem[] Rivals(PairingItem partner) => Nearest(partner, thermal, tolerance);
                var partners = Nearest(item, visible, tolerance).Where(v => Rivals(v).Contains(item)).ToArray();
                if (partners.Length == 0)
                    continue;
                PairingItem[] claimants = [.. partners.SelectMany(Rivals).Distinct()];
                if (partners.Length == 1 && claimants.Length == 1)
                {
                    yield return new FoundPair(item, partners[0], PairRule.CaptureTime);
                    continue;
                }
                PairingItem[] group = [.. claimants.Concat(partners).Where(i => grouped.Add(i.Id))];
                yield return new AmbiguousGroup(PairRule.CaptureTime, $"{claimants.Length} thermal and {partners.Length} visible pictures are equally near in time.", group);
            }
        }
    }

    private static PairingItem[] Sorted(IEnumerable<PairingItem> items, Modality modality) =>
        [.. items.Where(i => i.Modality == modality).OrderBy(i => i.CapturedAt)];

    /// <summary>The one nearest in time, all that are equally near, or none within the tolerance.</summary>
    private static PairingItem[] Nearest(PairingItem item, PairingItem[] sorted, TimeSpan tolerance)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high) // first that is not earlier
        {
            var middle = (low + high) / 2;
            if (sorted[middle].CapturedAt < item.CapturedAt)
                low = middle + 1;
            else
                high = middle;
        }
        TimeSpan Distance(int i) => i < 0 || i >= sorted.Length ? TimeSpan.MaxValue : (sorted[i].CapturedAt!.Value - item.CapturedAt!.Value).Duration();
        var least = Distance(low) < Distance(low - 1) ? Distance(low) : Distance(low - 1);
        if (least > tolerance)
            return [];
        var found = new List<PairingItem>();
        for (var i = low - 1; Distance(i) <= least; i--)
            found.Insert(0, sorted[i]);
        for (var i = low; Distance(i) <= least; i++)
            found.Add(sorted[i]);
        return [.. found];
    }
}
