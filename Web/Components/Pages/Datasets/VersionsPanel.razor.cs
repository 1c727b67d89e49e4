using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Frozen versions of a dataset, and what the next one would hold.</summary>
public sealed partial class VersionsPanel
{
    /// <summary>Above that many pairs a preview is made when somebody asks for it.</summary>
    private const int MostAtOnce = 20_000;

    private TeamScope _scope;
    private IReadOnlyList<VersionSummary> _versions = [];
    private SplitPreview? _preview;
    private int _validation = 10, _test = 10;
    private string _balance = "", _note = "", _overrideReason = "";
    private string? _error;
    private (Guid, int)? _loaded;
    private bool _busy, _stale, _sharedSessions, _onlyAccepted;

    [Parameter, EditorRequired] public Guid DatasetId { get; set; }

    /// <summary>Pairs in the dataset.</summary>
    [Parameter, EditorRequired] public int Pairs { get; set; }

    /// <summary>Another number, another preview: the dataset was read anew.</summary>
    [Parameter] public int Revision { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private VersionQueries Versions { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    private SplitOptions Options => new()
    {
        Validation = _validation / 100.0, Test = _test / 100.0, Balance = _balance.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        SharedSessions = _sharedSessions, OnlyAccepted = _onlyAccepted,
    };

    protected override async Task OnInitializedAsync() => _scope = (await Session).User.Scope();

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (DatasetId, Revision)) return;
        _versions = await Versions.ListAsync(_scope, DatasetId, CancellationToken.None);
        (_loaded, _stale) = ((DatasetId, Revision), true);
    }

    /// <summary>The list above is drawn first: dealing out thousands takes a moment.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_stale) return;
        _stale = false;
        await ChangedAsync();
        StateHasChanged();
    }

    private static string[] Values(SplitPreview preview) => [.. preview.Parts.SelectMany(p => p.Shares.Keys).Distinct().Order(StringComparer.Ordinal)];

    private async Task ChangedAsync()
    {
        _preview = null;
        if (Pairs <= MostAtOnce) await PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        _busy = true;
        try
        {
            _error = null;
            var options = Options;
            _preview = await Task.Run(() => Versions.PreviewAsync(_scope, DatasetId, options, CancellationToken.None)); // seconds of work, which the page need not wait for
        }
        catch (ArgumentException problem)
        {
            _error = Words.Of(problem);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task FreezeAsync()
    {
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is not >= TeamRole.Annotator)
        {
            _error = Words.NotAllowed;
            return;
        }

        _busy = true;
        try
        {
            var (options, note, reason) = (Options, _note, _overrideReason);
            await Task.Run(() => Versions.FreezeAsync(_scope, DatasetId, options, note, reason, CancellationToken.None));
            (_versions, _note, _overrideReason, _error) = (await Versions.ListAsync(_scope, DatasetId, CancellationToken.None), "", "", null);
            Snackbar.Add($"Version {_versions[0].Number} is frozen.", Severity.Success);
        }
        catch (ArgumentException problem)
        {
            _error = Words.Of(problem);
        }
        finally
        {
            _busy = false;
        }
    }
}
