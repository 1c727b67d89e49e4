using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ThermalPortal.Data;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.People;

namespace ThermalPortal.Web.Components.Pages.Datasets.People;

/// <summary>The people of a dataset: found, renamed, made one person, made unknown; each step can be taken back. Search and page are in the address.</summary>
public sealed partial class PeoplePage
{
    private const int PageSize = 48;
    private IReadOnlyList<SubjectSummary> _people = [];
    private string? _text, _name;
    private int _total, _unknown;

    [SupplyParameterFromQuery(Name = "text")] private string? TextQuery { get; set; }

    [Inject] private SubjectQueries Subjects { get; set; } = default!;

    private IEnumerable<SubjectSummary> Chosen => _people.Where(p => _chosen.Contains(p.Id));

    private PersonSeen[] Seen => [.. Chosen.Select(p => new PersonSeen(p.Id, p.Key, p.Captures))];

    protected override async Task LoadAsync()
    {
        var dataset = await FindDatasetAsync();
        var page = await Subjects.PageAsync(_scope, DatasetId, TextQuery, new PageRequest((PageNumber - 1) * PageSize, PageSize), CancellationToken.None);
        var unknown = await Subjects.UnknownAsync(_scope, DatasetId, CancellationToken.None);
        (_people, _total, _unknown, _text, _name, _dataset, _missing) = (page.Items, page.Total, unknown, TextQuery, null, dataset, dataset is null);
    }

    private void Choose(int index, MouseEventArgs click)
    {
        _chosen.Click([.. _people.Select(p => p.Id)], index, click);
        Propose();
    }

    private void AllOfThePage()
    {
        _chosen.All(_people.Select(p => p.Id));
        Propose();
    }

    /// <summary>The name most pictures have.</summary>
    private void Propose() => _name = Chosen.MaxBy(p => p.Captures)?.Key;

    private Task FindAsync()
    {
        Navigation.NavigateTo(Address(_text, 1));
        return Task.CompletedTask;
    }

    private Task MergeAsync()
    {
        var (people, name) = (Seen, _name?.Trim() ?? "");
        if (people.Length == 0 || name.Length == 0) return Task.CompletedTask;
        return ChangeAsync(() => Identities.MergeAsync(_scope, DatasetId, people, name, CancellationToken.None),
            people.Length > 1 ? $"{people.Length:N0} people are one now: {name}." : $"{people[0].Key} is called {name} now.", Overtaken);
    }

    private Task ForgetAsync()
    {
        var people = Seen;
        return ChangeAsync(() => Identities.ForgetAsync(_scope, DatasetId, people, CancellationToken.None), $"Nobody knows now whom {people.Sum(p => p.Captures):N0} pictures show.", Overtaken);
    }

    private const string Overtaken = "Somebody else has changed one of these people meanwhile; the list shows it now. Nothing was done.";

    private string Address(string? text, int page) => Navigation.GetUriWithQueryParameters(
        $"/datasets/{DatasetId}/people", new Dictionary<string, object?> { ["text"] = string.IsNullOrWhiteSpace(text) ? null : text.Trim(), ["page"] = page > 1 ? page : null });
}
