using Microsoft.AspNetCore.Components;
using ThermalPortal.Data;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.People;

namespace ThermalPortal.Web.Components.Pages.Datasets.People;

/// <summary>The pairs of one person, or of unknown people: some of them made a person of their own, or unknown; each step can be taken back. The page is in the address.</summary>
public sealed partial class PersonPage
{
    private const int PageSize = 60;
    private IReadOnlyList<CapturePair> _pairs = [];
    private string? _name, _key;
    private int _total;

    /// <summary>Whose pairs; null: those of which nobody knows.</summary>
    [Parameter] public Guid? PersonId { get; set; }

    [Inject] private CaptureQueries Captures { get; set; } = default!;

    private string Who => PersonId is null ? "Unknown people" : _key ?? "Person";

    private PairSeen[] Seen => [.. _pairs.Where(p => _chosen.Contains(p.Id)).Select(p => new PairSeen(p.Id, p.Thermal!.SubjectId ?? p.Visible!.SubjectId))];

    protected override async Task LoadAsync()
    {
        var dataset = await FindDatasetAsync();
        var page = await Captures.PairsAsync(_scope, DatasetId, new CaptureFilter { SubjectId = PersonId, Nobody = PersonId is null }, new PageRequest((PageNumber - 1) * PageSize, PageSize), CancellationToken.None);
        var key = page.Items.Count > 0 && PersonId is not null ? page.Items[0].Thermal!.Subject!.Key : _key;
        (_pairs, _total, _name, _key, _dataset, _missing) = (page.Items, page.Total, null, key, dataset, dataset is null); // together: the page is drawn between awaits
        if (page is { Items.Count: 0, Total: > 0 }) Navigation.NavigateTo(Address(1)); // the last of this page show somebody else now
    }

    private Task SplitAsync()
    {
        var (pairs, name) = (Seen, _name?.Trim() ?? "");
        return pairs.Length == 0 || name.Length == 0 ? Task.CompletedTask
            : ChangeAsync(() => Identities.SplitAsync(_scope, DatasetId, pairs, name, CancellationToken.None), $"{Pairs(pairs.Length)} of {Who} are {name} now.", Overtaken);
    }

    private Task UnknownAsync()
    {
        var pairs = Seen;
        return ChangeAsync(() => Identities.UnknownAsync(_scope, DatasetId, pairs, CancellationToken.None), $"Nobody knows now whom {Pairs(pairs.Length)} show.", Overtaken);
    }

    private const string Overtaken = "Somebody else has said meanwhile whom some of them show; that is kept.";

    private static string Pairs(int count) => count == 1 ? "1 pair" : $"{count:N0} pairs";

    private string Address(int page) => $"/datasets/{DatasetId}/people/{(PersonId is { } person ? person : "unknown")}{(page > 1 ? $"?page={page}" : "")}";
}
