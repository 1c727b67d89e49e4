using Hangfire;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Web.Api;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>One dataset: what is in it, tray by tray, and the way in. Tray, page and upload are in the address.</summary>
public sealed partial class DatasetPage : IAsyncDisposable
{
    private const int PageSize = 50;
    private const string Pairs = "pairs", People = "people", Duplicates = "duplicates";

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource _end = new();
    private CancellationToken _left;
    private TeamScope _scope;
    private Task _watch = Task.CompletedTask;
    private DatasetSummary? _dataset;
    private IReadOnlyList<CapturePair> _pairs = [];
    private IReadOnlyList<Capture> _captures = [];
    private readonly HashSet<Guid> _ticked = [];
    private Capture? _chosen;
    private int _total, _revision;
    private bool _missing;

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "tray")] private string? TrayQuery { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private int? PageQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Fault)] private string? FaultQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Review)] private string? ReviewQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Alignment)] private string? AlignmentQuery { get; set; }

    [SupplyParameterFromQuery] private Guid? Upload { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private DatasetQueries Datasets { get; set; } = default!;

    [Inject] private CaptureQueries Captures { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    [Inject] private IBackgroundJobClient Queue { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private int PageNumber => Math.Max(1, PageQuery ?? 1);

    private CaptureFilter Filter => FilterQuery.Read(FaultQuery, ReviewQuery, AlignmentQuery);

    private string View => TrayQuery is People or Duplicates ? TrayQuery : Enum.TryParse<Tray>(TrayQuery, ignoreCase: true, out var tray) && tray != Tray.Paired ? tray.ToString().ToLowerInvariant() : Pairs;

    /// <summary>Of those views that are a tray.</summary>
    private Tray ShownTray => View == Pairs ? Tray.Paired : Enum.Parse<Tray>(View, ignoreCase: true);

    protected override async Task OnInitializedAsync()
    {
        _left = _end.Token; // stays good after the source is disposed
        _scope = (await Session).User.Scope();
    }

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (_watch.IsCompleted) _watch = WatchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _end.Dispose();
    }

    private static IEnumerable<(string Value, string Word, int? Count)> Trays(DatasetSummary dataset) =>
    [
        (Pairs, "Pairs", dataset.Pairs), ("unpaired", "Unpaired", dataset.Unpaired), ("ambiguous", "To decide", dataset.Ambiguous), ("excluded", "Excluded", dataset.Excluded), (People, "People", dataset.Subjects), (Duplicates, "Near duplicates", null),
    ];

    private void Tick(Guid captureId, ChangeEventArgs change)
    {
        if (change.Value is true) _ticked.Add(captureId);
        else _ticked.Remove(captureId);
    }

    private string PairActionOf(Capture capture) => _chosen is null ? "Pair with…" : _chosen.Id == capture.Id ? "Cancel" : "With this";

    private async Task LoadAsync()
    {
        _dataset = await Datasets.FindAsync(_scope, Id, CancellationToken.None);
        _missing = _dataset is null;
        _revision++;
        var page = new PageRequest((PageNumber - 1) * PageSize, PageSize);
        (_pairs, _captures, _total) = ([], [], 0);
        if (View is People or Duplicates) return;
        if (ShownTray == Tray.Paired)
            (_pairs, _total) = await Captures.PairsAsync(_scope, Id, Filter, page, CancellationToken.None) is var pairs ? (pairs.Items, pairs.Total) : default;
        else
            (_captures, _total) = await Captures.TrayAsync(_scope, Id, ShownTray, Filter, page, CancellationToken.None) is var captures ? (captures.Items, captures.Total) : default;
    }

    private bool AnyUnseen => _pairs.Any(p => p.Thermal?.ViewedAt is null || p.Visible?.ViewedAt is null) || _captures.Any(c => c.ViewedAt is null);

    /// <summary>Fresh pictures get their thumbnails a little later.</summary>
    private async Task WatchAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(_pause, Time);
            while (AnyUnseen && await timer.WaitForNextTickAsync(_left))
            {
                await LoadAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception problem)
        {
            await DispatchExceptionAsync(problem);
        }
    }

    private async Task UnpairAsync(CapturePair pair)
    {
        if (!await MayWriteAsync()) return;
        var apart = await Captures.UnpairAsync(_scope, pair.Id, CancellationToken.None);
        await LoadAsync();
        if (!apart)
        {
            Snackbar.Add("This pair was accepted or taken apart meanwhile.", Severity.Warning);
            return;
        }

        Snackbar.Add("Taken apart; both pictures are among the unpaired ones.", Severity.Normal, options =>
        {
            options.Action = "Undo";
            options.OnClick = async _ => { await Captures.PairAsync(_scope, pair.ThermalId, pair.VisibleId, CancellationToken.None); await InvokeAsync(async () => { await LoadAsync(); StateHasChanged(); }); };
        });
    }

    private async Task ChooseAsync(Capture capture)
    {
        if (_chosen is not { } first || first.Id == capture.Id)
        {
            _chosen = _chosen is null ? capture : null;
            return;
        }

        if (!await MayWriteAsync()) return;
        var made = await Captures.PairAsync(_scope, first.Id, capture.Id, CancellationToken.None);
        Snackbar.Add(made ? "Paired by hand." : "These two cannot be a pair: it takes one thermal and one visible picture of one person, both without a partner.", made ? Severity.Success : Severity.Warning);
        if (made) Queue.EnqueueViews(Id);
        _chosen = null;
        await LoadAsync();
    }

    private async Task ImportedAsync()
    {
        Show();
        await LoadAsync();
    }

    private string Address(string view, int page = 1, CaptureFilter? filter = null) =>
        Navigation.GetUriWithQueryParameters($"/datasets/{Id}", new Dictionary<string, object?>(FilterQuery.Of(filter ?? new())) { ["tray"] = view == Pairs ? null : view, ["page"] = page > 1 ? page : null });

    private string PairAddress(CapturePair pair, string lab = "") => Navigation.GetUriWithQueryParameters($"/datasets/{Id}/pairs/{pair.Id}{lab}", FilterQuery.Of(Filter));

    private void Show(Guid? upload = null) => Navigation.NavigateTo(upload is null ? Address(Pairs) : $"/datasets/{Id}?upload={upload}");

    private async Task<bool> MayWriteAsync()
    {
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is >= TeamRole.Annotator) return true;
        Snackbar.Add("Your role in this team does not allow this. Ask a team administrator.", Severity.Error);
        return false;
    }
}
