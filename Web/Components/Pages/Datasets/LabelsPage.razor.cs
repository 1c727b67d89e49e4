using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Web.Components.Pages.Translate;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Attributes of pairs, said by mouse or keyboard, one attribute at a time; saved at once, taken back step by step. Attribute and page are in the address.</summary>
public sealed partial class LabelsPage : IDisposable
{
    private const int PageSize = 60;
    private readonly CardChoice _chosen = new();
    private readonly Stack<UndoStep> _done = new();
    private TeamScope _scope;
    private DatasetSummary? _dataset;
    private IReadOnlyList<(string Name, IReadOnlyList<string> Values)> _vocabulary = [];
    private IReadOnlyList<CapturePair> _pairs = [];
    private string _other = "";
    private int _total;
    private bool _missing;

    [Parameter] public Guid DatasetId { get; set; }

    [SupplyParameterFromQuery(Name = "label")] private string? LabelQuery { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private int? PageQuery { get; set; }

    [SupplyParameterFromQuery(Name = "suggested")] private bool? SuggestedQuery { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private DatasetQueries Datasets { get; set; } = default!;

    [Inject] private CaptureQueries Captures { get; set; } = default!;

    [Inject] private LabelQueries Labels { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    private int PageNumber => Math.Max(1, PageQuery ?? 1);

    private bool Suggested => SuggestedQuery ?? false;

    /// <summary>Whether the shown attribute leaves no trace in heat.</summary>
    private bool IsInvisible => AttributeChoices.Of(null).Any(u => u.Name == Name && !u.Predicted);

    private string Name => _vocabulary.Any(v => v.Name == LabelQuery) ? LabelQuery! : _vocabulary[0].Name;

    private IReadOnlyList<string> Values => _vocabulary.First(v => v.Name == Name).Values;

    protected override async Task OnParametersSetAsync()
    {
        _scope = (await Session).User.Scope();
        _chosen.Clear();
        await LoadAsync();
        Watch();
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task LoadAsync()
    {
        var dataset = await Datasets.FindAsync(_scope, DatasetId, CancellationToken.None);
        var own = dataset is null ? [] : await Labels.VocabularyAsync(_scope, DatasetId, CancellationToken.None);
        var usual = AttributeChoices.Of(null);
        _vocabulary = [.. usual.Select(u => (u.Name, (IReadOnlyList<string>)[.. u.Values.Union(own.FirstOrDefault(o => o.Name.Equals(u.Name, StringComparison.OrdinalIgnoreCase)).Values ?? [])])),
            .. own.Where(o => !usual.Any(u => u.Name.Equals(o.Name, StringComparison.OrdinalIgnoreCase)))];
        var page = dataset is null ? new([], 0) : await Captures.PairsAsync(_scope, DatasetId, new() { Suggested = Suggested ? Name : null }, new PageRequest((PageNumber - 1) * PageSize, PageSize), CancellationToken.None);
        var open = await Suggestions.OpenAsync(_scope, [.. page.Items.Select(p => p.Id)], Name, CancellationToken.None);
        var state = dataset is null ? new(new Dictionary<string, int>(), null) : await Suggestions.StateAsync(_scope, DatasetId, CancellationToken.None);
        (_pairs, _total, _open, _state, _dataset, _missing) = (page.Items, page.Total, open, state, dataset, dataset is null); // together: the page is drawn between awaits
        if (page is { Items.Count: 0, Total: > 0 }) Navigation.NavigateTo(Address(Name, 1, Suggested)); // the last of this page were answered
    }

    private string? ValueOf(CapturePair pair) => PairLabels.Of(pair).GetValueOrDefault(Name);

    private async Task OtherAsync()
    {
        if (_chosen.Count > 0 && !string.IsNullOrWhiteSpace(_other)) await SayAsync(_other.Trim());
        _other = "";
    }

    private async Task SayAsync(string value)
    {
        if (!await MayWriteAsync()) return;
        LabelTarget[] targets = [.. _pairs.Where(p => _chosen.Contains(p.Id)).Select(p => new LabelTarget(p.Id, ValueOf(p)))];
        try
        {
            var outcome = await Labels.SetAsync(_scope, DatasetId, targets, Name, value, CancellationToken.None);
            Tell(outcome);
        }
        catch (ArgumentException problem)
        {
            Snackbar.Add(Words.Of(problem), Severity.Error);
        }
        await LoadAsync();
    }

    private void Tell(LabelOutcome outcome, Func<CapturePair, bool>? next = null)
    {
        if (outcome.Changes.Count > 0) _done.Push(new UndoStep(outcome.Changes.Count, token => Labels.RestoreAsync(_scope, outcome.Changes, token)));
        if (outcome.Accepted > 0) Snackbar.Add($"{outcome.Accepted:N0} of them are accepted: a reviewer has to open them again first.", Severity.Warning);
        if (outcome.Overtaken > 0) Snackbar.Add($"{outcome.Overtaken:N0} were labelled by somebody else meanwhile; their values are shown now. Set yours again if you disagree.", Severity.Warning);
        if (outcome is { Accepted: 0, Overtaken: 0 }) Advance(next ?? (_ => true));
    }

    /// <summary>With one pair chosen the next one comes, so that digits alone go through a page.</summary>
    private void Advance(Func<CapturePair, bool> wanted)
    {
        if (_chosen.Count != 1 || _pairs.ToList() is not { } pairs || pairs.FindIndex(p => _chosen.Contains(p.Id)) is not (>= 0 and var at) || pairs.FindIndex(at + 1, p => wanted(p)) is not (> 0 and var next)) return;
        _chosen.Only([.. pairs.Select(p => p.Id)], next);
    }

    private string Address(string name, int page, bool suggested) =>
        Navigation.GetUriWithQueryParameters($"/datasets/{DatasetId}/labels", new Dictionary<string, object?> { ["label"] = name, ["page"] = page > 1 ? page : null, ["suggested"] = suggested ? "true" : null });

    private async Task<bool> MayWriteAsync()
    {
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is >= TeamRole.Annotator) return true;
        Snackbar.Add(Words.NotAllowed, Severity.Error);
        return false;
    }
}
