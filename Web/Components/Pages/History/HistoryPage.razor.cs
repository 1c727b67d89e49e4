using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Live;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.History;

/// <summary>The team's runs, a page at a time from the server; filter and page are in the address.</summary>
public sealed partial class HistoryPage : IAsyncDisposable
{
    private const int PageSize = 20;
    private static readonly TimeSpan _pushPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _end = new();
    private CancellationToken _left;
    private TeamScope _scope;
    private Page<HistoryRow>? _page;
    private int _loads;
    private Throttle? _throttle;
    private IDisposable? _subscription;

    [SupplyParameterFromQuery] private string? Text { get; set; }

    [SupplyParameterFromQuery] private string? State { get; set; }

    [SupplyParameterFromQuery] private bool Mine { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private int? PageQuery { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private HistoryQueries History { get; set; } = default!;

    [Inject] private TranslationQueries Runs { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private RunListener Listener { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private int PageNumber => Math.Max(1, PageQuery ?? 1);

    private bool IsFiltered => !string.IsNullOrEmpty(Text) || !string.IsNullOrEmpty(State) || Mine;

    protected override async Task OnInitializedAsync()
    {
        _left = _end.Token; // stays good after the source is disposed
        _scope = (await Session).User.Scope();
        _throttle = new Throttle(_ => InvokeAsync(async () => { await LoadAsync(); StateHasChanged(); }), _pushPause, Time);
        _subscription = Listener.Subscribe(_scope, _ => _throttle.Signal());
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        await _end.CancelAsync();
        if (_throttle is not null) await _throttle.DisposeAsync();
        _end.Dispose();
    }

    private static string WordOf(string? state) => HistoryStates.All.FirstOrDefault(s => s.Value == (state ?? "")).Word ?? "All states";

    private async Task LoadAsync()
    {
        if (_end.IsCancellationRequested) return;
        var filter = new HistoryFilter { Text = Text, States = HistoryStates.Of(State), OnlyMine = Mine };
        var load = ++_loads;
        var page = await History.PageAsync(_scope, filter, new PageRequest((PageNumber - 1) * PageSize, PageSize), _left);
        if (load == _loads) _page = page; // an answer that was overtaken is out of date
    }

    private void Show(string? text = null, string? state = null, bool? mine = null, int? page = null)
    {
        var parameters = new Dictionary<string, object?>
        {
            ["text"] = (text ?? Text) is { Length: > 0 } t ? t : null,
            ["state"] = (state ?? State) is { Length: > 0 } s ? s : null,
            ["mine"] = (mine ?? Mine) ? true : null,
            ["page"] = (page ?? PageNumber) > 1 ? page ?? PageNumber : null,
        };
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/history", parameters), replace: text is not null);
    }

    private async Task CancelAsync(HistoryRow row)
    {
        if (await MayWriteAsync()) await Runs.CancelAsync(_scope, row.Id, _left);
        await LoadAsync();
    }

    private async Task RepeatAsync((HistoryRow Row, bool SameSeed) wish)
    {
        if (!await MayWriteAsync()) return;
        if (await Runs.RepeatAsync(_scope, wish.Row.Id, wish.SameSeed, _left) is { } id) Navigation.NavigateTo($"/?run={id}");
        else Snackbar.Add("This translation is gone.", Severity.Warning);
    }

    private async Task DeleteAsync(HistoryRow row)
    {
        var sure = await Dialogs.ShowMessageBoxAsync("Delete this translation?", "Its results go to the trash. The uploaded pictures stay.", yesText: "Delete", cancelText: "Keep");
        if (sure != true || !await MayWriteAsync()) return;
        await Runs.DeleteAsync(_scope, row.Id, _left);
        await LoadAsync();
        Snackbar.Add("Deleted.", Severity.Normal, options =>
        {
            options.Action = "Undo";
            options.OnClick = async _ => { await Runs.RestoreAsync(_scope, row.Id, _left); await InvokeAsync(async () => { await LoadAsync(); StateHasChanged(); }); };
        });
    }

    private async Task<bool> MayWriteAsync()
    {
        if (await Accounts.RoleAsync(_scope, _left) is >= TeamRole.Annotator) return true;
        Snackbar.Add("Your role in this team does not allow this. Ask a team administrator.", Severity.Error);
        return false;
    }
}
