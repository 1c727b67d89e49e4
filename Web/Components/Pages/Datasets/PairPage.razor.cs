using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Data.Translations.Comparing;
using ThermalPortal.Web.Components.Controls;
using ThermalPortal.Web.Components.Pages.Translate;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>One pair looked into and reviewed; the filter of the list it was opened from is in the address, so the next pair is the next of that list.</summary>
public sealed partial class PairPage
{
    private TeamScope _scope;
    private PairView? _view;
    private SceneView? _scene;
    private ThermalViewer? _viewer;
    private Guid? _compared;
    private bool _missing, _busy;

    [Parameter] public Guid DatasetId { get; set; }

    [Parameter] public Guid PairId { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Fault)] private string? FaultQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Review)] private string? ReviewQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Reviewer)] private Guid? ReviewerQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Alignment)] private string? AlignmentQuery { get; set; }
    [SupplyParameterFromQuery(Name = FilterQuery.Text)] private string? TextQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Person)] private Guid? PersonQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Order)] private string? OrderQuery { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private CaptureQueries Captures { get; set; } = default!;

    [Inject] private SceneQueries Scenes { get; set; } = default!;

    [Inject] private ComparisonQueries Comparisons { get; set; } = default!;

    [Inject] private TranslationStarter Starter { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    private CaptureFilter Filter => FilterQuery.Read(FaultQuery, ReviewQuery, ReviewerQuery, AlignmentQuery, TextQuery, PersonQuery, OrderQuery);

    protected override async Task OnParametersSetAsync()
    {
        _scope = (await Session).User.Scope();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var view = await Captures.FindPairAsync(_scope, PairId, Filter, CancellationToken.None);
        var scene = view is null ? null : await Scenes.FindAsync(_scope, view.Pair.ThermalId, CancellationToken.None);
        var compared = view is null ? null : await Comparisons.NewestAsync(_scope, view.Pair.Thermal!.ItemId, CancellationToken.None);
        (_view, _scene, _compared) = (view, scene, compared); // together: the page is drawn between awaits
        _missing = _view?.Pair.DatasetId != DatasetId;
    }

    private async Task TranslateAsync()
    {
        _busy = true;
        var started = await Starter.FromItemAsync(_scope, _view!.Pair.Thermal!.ItemId, new TranslationChoice(), CancellationToken.None);
        _busy = false;
        if (started.RunId is { } run) Navigation.NavigateTo($"/?run={run}");
        else Snackbar.Add(started.Message ?? "", Severity.Error);
    }

    private async Task ReviewedAsync(ReviewState state)
    {
        Snackbar.Clear(); // one after the other they would cover the buttons
        if (state != ReviewState.Open) Snackbar.Add($"{PairWords.About(_view!.Pair)}: {state.ToString().ToLowerInvariant()}.", state == ReviewState.Accepted ? Severity.Success : Severity.Normal);
        if (state != ReviewState.Open && _view?.NextId is { } next) Navigation.NavigateTo(Address(next)!);
        else await LoadAsync();
    }

    private string? Address(Guid? pair, string lab = "") => pair is null ? null : Navigation.GetUriWithQueryParameters($"/datasets/{DatasetId}/pairs/{pair}{lab}", FilterQuery.Of(Filter));

    private string ListAddress => Navigation.GetUriWithQueryParameters($"/datasets/{DatasetId}", FilterQuery.Of(Filter));

    private static string FileOf(Guid file) => $"/api/v1/files/{file}";
}
