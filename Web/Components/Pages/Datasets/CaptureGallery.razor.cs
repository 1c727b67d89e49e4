using Hangfire;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Web.Api;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>One tray looked through, page by page; pairs are taken apart and put together here. It is read anew when what it shows changes, not whenever the page around it is drawn.</summary>
public sealed partial class CaptureGallery : IAsyncDisposable
{
    private const int PageSize = 50;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource _end = new();
    private CancellationToken _left;
    private Task _watch = Task.CompletedTask;
    private IReadOnlyList<CapturePair> _pairs = [];
    private IReadOnlyList<Capture> _captures = [];
    private (Guid, Tray, CaptureFilter, int, int)? _wanted;
    private Capture? _chosen;
    private int _total, _read;
    private bool _loaded;

    [Parameter, EditorRequired] public Guid DatasetId { get; set; }

    [Parameter, EditorRequired] public TeamScope Scope { get; set; }

    [Parameter, EditorRequired] public Tray Tray { get; set; }

    [Parameter, EditorRequired] public required CaptureFilter Filter { get; set; }

    [Parameter, EditorRequired] public int PageNumber { get; set; }

    /// <summary>Another number: the dataset has changed.</summary>
    [Parameter] public int Revision { get; set; }

    [Parameter, EditorRequired] public required IReadOnlySet<Guid> Ticked { get; set; }

    /// <summary>Where a filter and a page lead.</summary>
    [Parameter, EditorRequired] public required Func<CaptureFilter, int, string> Address { get; set; }

    [Parameter] public EventCallback<(Guid Capture, bool On)> OnTick { get; set; }

    [Parameter] public EventCallback OnChanged { get; set; }

    /// <summary>Some of the fresh pictures may have been read.</summary>
    [Parameter] public EventCallback OnMade { get; set; }

    [Inject] private CaptureQueries Captures { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    [Inject] private IBackgroundJobClient Queue { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private string? PersonName => Filter.SubjectId is null ? null : _pairs.Select(p => p.Thermal!.Subject?.Key).Concat(_captures.Select(c => c.Subject?.Key)).FirstOrDefault();

    private bool AnyUnseen => _pairs.Any(p => p.Thermal?.ViewedAt is null || p.Visible?.ViewedAt is null) || _captures.Any(c => c.ViewedAt is null);

    protected override void OnInitialized() => _left = _end.Token; // stays good after the source is disposed

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (DatasetId, Tray, Filter, PageNumber, Revision);
        if (_wanted == wanted) return;
        if (_wanted is { } before && before.Item2 != Tray) _chosen = null;
        _wanted = wanted;
        await LoadAsync();
        if (_watch.IsCompleted) _watch = WatchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _end.Dispose();
    }

    private string PairActionOf(Capture capture) => _chosen is null ? "Pair with…" : _chosen.Id == capture.Id ? "Cancel" : "With this";

    private async Task LoadAsync()
    {
        var wanted = _wanted;
        var page = new PageRequest((PageNumber - 1) * PageSize, PageSize);
        var (paired, pairs, captures, total) = (Tray == Tray.Paired, (IReadOnlyList<CapturePair>)[], (IReadOnlyList<Capture>)[], 0);
        if (paired) (pairs, total) = await Captures.PairsAsync(Scope, DatasetId, Filter, page, CancellationToken.None) is var found ? (found.Items, found.Total) : default;
        else (captures, total) = await Captures.TrayAsync(Scope, DatasetId, Tray, Filter, page, CancellationToken.None) is var found ? (found.Items, found.Total) : default;
        if (_wanted == wanted) (_pairs, _captures, _total, _read, _loaded) = (pairs, captures, total, _read + 1, true); // else somebody has turned the page meanwhile
    }

    /// <summary>Fresh pictures get their thumbnails a little later.</summary>
    private async Task WatchAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(_pause, Time);
            while (AnyUnseen && await timer.WaitForNextTickAsync(_left))
            {
                await LoadAsync();
                await OnMade.InvokeAsync();
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
        var parted = await Captures.TakeApartAsync(Scope, pair.Id, CancellationToken.None);
        await OnChanged.InvokeAsync();
        if (parted is null)
        {
            Snackbar.Add("This pair was accepted or taken apart meanwhile.", Severity.Warning);
            return;
        }

        Snackbar.Add("Taken apart; both pictures are among the unpaired ones.", Severity.Normal, options =>
        {
            options.Action = "Undo";
            options.OnClick = async _ =>
            {
                if (!await Captures.PutTogetherAsync(Scope, parted, CancellationToken.None)) Snackbar.Add("One of the two has another partner by now.", Severity.Warning);
                await InvokeAsync(OnChanged.InvokeAsync);
            };
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
        var made = await Captures.PairAsync(Scope, first.Id, capture.Id, CancellationToken.None);
        Snackbar.Add(made ? "Paired by hand." : "These two cannot be a pair: it takes one thermal and one visible picture of one person, both without a partner.", made ? Severity.Success : Severity.Warning);
        if (made) Queue.EnqueueViews(DatasetId);
        _chosen = null;
        await OnChanged.InvokeAsync();
    }

    private string PairAddress(CapturePair pair, string lab = "") => Navigation.GetUriWithQueryParameters($"/datasets/{DatasetId}/pairs/{pair.Id}{lab}", FilterQuery.Of(Filter));

    private async Task<bool> MayWriteAsync()
    {
        if (await Accounts.RoleAsync(Scope, CancellationToken.None) is >= TeamRole.Annotator) return true;
        Snackbar.Add(Words.NotAllowed, Severity.Error);
        return false;
    }
}
