using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Models;
using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Live;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>The first page. What it shows is in its address (<c>?upload=</c>, then <c>?run=</c>), so a reload or another device finds it again.</summary>
public sealed partial class TranslatePage : IAsyncDisposable
{
    private static readonly TimeSpan _pushPause = TimeSpan.FromMilliseconds(300), _uploadPause = TimeSpan.FromMilliseconds(600);

    private readonly CancellationTokenSource _end = new();
    private CancellationToken _left;
    private TeamScope _scope;
    private TranslationChoice _choice = new();
    private IReadOnlyList<ModelVersion>? _models; // null: not asked yet
    private TranslationDetail? _run;
    private UploadSummary? _upload;
    private IReadOnlyList<ImageItem> _items = [];
    private IReadOnlyDictionary<Guid, string> _truths = new Dictionary<Guid, string>();
    private IReadOnlyDictionary<Guid, int> _previews = new Dictionary<Guid, int>();
    private int _itemCount;
    private int? _queuePosition;
    private string? _missing;
    private bool _busy;
    private Throttle? _throttle;
    private IDisposable? _subscription;

    [SupplyParameterFromQuery] private Guid? Run { get; set; }

    [SupplyParameterFromQuery] private Guid? Upload { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private TranslationQueries Runs { get; set; } = default!;

    [Inject] private UploadQueries Uploads { get; set; } = default!;

    [Inject] private ModelQueries Models { get; set; } = default!;

    [Inject] private TranslationStarter Starter { get; set; } = default!;

    [Inject] private LivePreviews Previews { get; set; } = default!;

    [Inject] private RunListener Listener { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private bool IsLoading => _missing is null && (Run is not null ? _run is null : Upload is not null && _upload is null);

    private bool HasModel => _models is { Count: > 0 };

    private bool CanTranslate => !_busy && HasModel && (_run is not null ? _run.IsFinal : _upload is { State: UploadState.Finished, Accepted: > 0 });

    private string ActionText => TranslateAction.Text(_run, _upload);

    protected override async Task OnInitializedAsync()
    {
        _left = _end.Token; // stays good after the source is disposed
        _scope = (await Session).User.Scope();
        _models = await Models.ListAsync(_scope, _left);
        _throttle = new Throttle(_ => InvokeAsync(RefreshRunAsync), _pushPause, Time);
        _subscription = Listener.Subscribe(_scope, change =>
        {
            if (change.IsResync || change.RunId == Run) _throttle.Signal();
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        _missing = null;
        if (Run is null) _run = null;
        else if (_run?.Id != Run) await OpenRunAsync(Run.Value);
        if (Run is not null || Upload is null) (_upload, _items) = (null, []);
        else if (_upload?.Id != Upload) _ = FollowAsync(Upload.Value);
    }

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        await _end.CancelAsync();
        if (_throttle is not null) await _throttle.DisposeAsync();
        _end.Dispose();
    }

    private async Task OpenRunAsync(Guid id)
    {
        _run = await Runs.FindAsync(_scope, id, _left);
        if (_run is null or { DeletedAt: not null })
        {
            (_run, _missing) = (null, "There is no such translation");
            return;
        }

        _choice = TranslationChoice.Of(_run);
        _truths = await Starter.TruthsOfAsync(_scope, _run, _left);
        _queuePosition = (await Runs.ProgressAsync(_scope, id, _left))?.QueuePosition;
    }

    private async Task RefreshRunAsync()
    {
        if (Run is not { } id || _end.IsCancellationRequested) return;
        _run = await Runs.FindAsync(_scope, id, _left);
        _queuePosition = _run is { State: RunState.Queued } ? (await Runs.ProgressAsync(_scope, id, _left))?.QueuePosition : null;
        _previews = _run is { IsFinal: false } ? (await Previews.ListAsync(_scope, id, _left)).ToDictionary(p => p.InputId, p => p.Step) : new();
        StateHasChanged();
    }

    private async Task FollowAsync(Guid upload)
    {
        try
        {
            await WatchUploadAsync(upload);
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

    /// <summary>Follows an upload until every file has its verdict; refused files first.</summary>
    private async Task WatchUploadAsync(Guid id)
    {
        using var timer = new PeriodicTimer(_uploadPause, Time);
        do
        {
            var upload = await Uploads.FindAsync(_scope, id, _left);
            if (Upload != id) return;
            if (upload is null) _missing = "There is no such upload";
            else
            {
                var refused = await Uploads.ItemsAsync(_scope, id, Verdict.Rejected, new(0, 50), _left);
                var others = await Uploads.ItemsAsync(_scope, id, null, new(0, 50), _left);
                (_upload, _itemCount) = (upload, others.Total);
                _items = [.. refused.Items, .. others.Items.Where(i => i.Verdict is not (Verdict.Rejected or Verdict.Expanded or Verdict.Manifest))];
            }

            StateHasChanged();
        }
        while (_upload is { IsOver: false } && await timer.WaitForNextTickAsync(_left));
    }

    private Task TranslateAsync() => StartAsync(_run is { } run
        ? () => Starter.AgainAsync(_scope, run, _choice, _left)
        : () => Starter.FromUploadAsync(_scope, _upload!.Id, _choice, _left));

    private Task TrySampleAsync(int number) => StartAsync(() => Starter.FromSampleAsync(_scope, number, _choice, _left));

    private Task WholeFrameAsync(InputDetail input) => StartAsync(() => Starter.WholeFrameAsync(_scope, input, _choice, _left));

    private async Task CropAsync(InputDetail input)
    {
        var parameters = new DialogParameters<CropDialog>
        {
            { d => d.PictureId, input.ThermalPreviewFileId!.Value }, { d => d.InputWidth, input.Width }, { d => d.InputHeight, input.Height },
        };
        var dialog = await Dialogs.ShowAsync<CropDialog>("Crop by hand", parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is { Canceled: false, Data: CropRectangle box })
            await StartAsync(() => Starter.CropAsync(_scope, input, box, _choice, _left));
    }

    private async Task StartAsync(Func<Task<StartedRun>> start)
    {
        _busy = true;
        var started = await start();
        _busy = false;
        if (started.RunId is { } id) Go(run: id);
        if (started.Message is not null) Snackbar.Add(started.Message, started.RunId is null ? Severity.Error : Severity.Info);
    }

    private async Task CancelAsync()
    {
        if (await Runs.CancelAsync(_scope, Run!.Value, _left) == CancelOutcome.AlreadyFinal) Snackbar.Add("It had ended already.", Severity.Info);
        await RefreshRunAsync();
    }

    private void StartOver() => Navigation.NavigateTo("/");

    private void Go(Guid? run = null, Guid? upload = null) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/", new Dictionary<string, object?> { ["run"] = run, ["upload"] = upload }));
}
