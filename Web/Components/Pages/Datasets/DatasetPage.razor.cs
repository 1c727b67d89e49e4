using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>One dataset: what is in it, tray by tray, and the way in. Tray, filter, page and upload are in the address.</summary>
public sealed partial class DatasetPage
{
    private const string Pairs = "pairs", Duplicates = "duplicates", Versions = "versions";

    private TeamScope _scope;
    private DatasetSummary? _dataset;
    private readonly HashSet<Guid> _ticked = [];
    private Guid _loaded;
    private int _revision, _made;
    private bool _missing, _more, _stating, _reports;

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "tray")] private string? TrayQuery { get; set; }

    [SupplyParameterFromQuery(Name = "page")] private int? PageQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Fault)] private string? FaultQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Review)] private string? ReviewQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Reviewer)] private Guid? ReviewerQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Alignment)] private string? AlignmentQuery { get; set; }
    [SupplyParameterFromQuery(Name = FilterQuery.Text)] private string? TextQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Person)] private Guid? PersonQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Order)] private string? OrderQuery { get; set; }

    [SupplyParameterFromQuery] private Guid? Upload { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private DatasetQueries Datasets { get; set; } = default!;

    [Inject] private TrashQueries Trash { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    private int PageNumber => Math.Max(1, PageQuery ?? 1);

    private CaptureFilter Filter => FilterQuery.Read(FaultQuery, ReviewQuery, ReviewerQuery, AlignmentQuery, TextQuery, PersonQuery, OrderQuery);

    private string View => TrayQuery is Duplicates or Versions ? TrayQuery : Enum.TryParse<Tray>(TrayQuery, ignoreCase: true, out var tray) && tray != Tray.Paired ? tray.ToString().ToLowerInvariant() : Pairs;

    protected override async Task OnInitializedAsync() => _scope = (await Session).User.Scope();

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Id) return; // another tray, filter or page of what is shown
        await LoadAsync();
        _loaded = Id;
    }

    private static IEnumerable<(string Value, string Word, int? Count)> Trays(DatasetSummary dataset) =>
    [
        (Pairs, "Pairs", dataset.Pairs), ("unpaired", "Unpaired", dataset.Unpaired), ("ambiguous", "To decide", dataset.Ambiguous), ("excluded", "Excluded", dataset.Excluded), (Duplicates, "Near duplicates", null), (Versions, "Versions", null),
    ];

    private static Tray TrayOf(string view) => view == Pairs ? Tray.Paired : Enum.Parse<Tray>(view, ignoreCase: true);

    private void Tick((Guid Capture, bool On) change)
    {
        if (change.On) _ticked.Add(change.Capture);
        else _ticked.Remove(change.Capture);
    }

    private async Task LoadAsync()
    {
        _dataset = await Datasets.FindAsync(_scope, Id, CancellationToken.None);
        (_missing, _stating) = (_dataset is null, false);
        _revision++;
    }

    private async Task ImportedAsync()
    {
        Show();
        await LoadAsync();
    }

    private async Task DeleteAsync()
    {
        var sure = await Dialogs.ShowMessageBoxAsync("Move this dataset to the trash?",
            $"It can be restored there for {TrashQueries.Life.TotalDays:0} days. After that its pictures are removed; frozen versions and the files they name are kept.", yesText: "Move to the trash", cancelText: "Keep");
        if (sure != true) return;
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is not >= TeamRole.Annotator)
        {
            Snackbar.Add(Words.NotAllowed, Severity.Error);
            return;
        }

        await Trash.DeleteAsync(_scope, Id, CancellationToken.None);
        Snackbar.Add("The dataset is in the trash.", Severity.Normal);
        Navigation.NavigateTo("/datasets");
    }

    private string Address(string view, int page = 1, CaptureFilter? filter = null) =>
        Navigation.GetUriWithQueryParameters($"/datasets/{Id}", new Dictionary<string, object?>(FilterQuery.Of(filter ?? new())) { ["tray"] = view == Pairs ? null : view, ["page"] = page > 1 ? page : null });

    private void Show(Guid? upload = null) => Navigation.NavigateTo(upload is null ? Address(Pairs) : $"/datasets/{Id}?upload={upload}");
}
