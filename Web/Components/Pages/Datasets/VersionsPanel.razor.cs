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
    private TeamScope _scope;
    private IReadOnlyList<VersionSummary> _versions = [];
    private SplitPreview? _preview;
    private int _validation = 10, _test = 10;
    private string _balance = "", _note = "", _overrideReason = "";
    private string? _error;
    private bool _busy, _sharedSessions, _onlyAccepted;

    [Parameter, EditorRequired] public Guid DatasetId { get; set; }

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
        _versions = await Versions.ListAsync(_scope, DatasetId, CancellationToken.None);
        await PreviewAsync();
    }

    private static string[] Values(SplitPreview preview) => [.. preview.Parts.SelectMany(p => p.Shares.Keys).Distinct().Order(StringComparer.Ordinal)];

    private async Task PreviewAsync()
    {
        try
        {
            _error = null;
            _preview = await Versions.PreviewAsync(_scope, DatasetId, Options, CancellationToken.None);
        }
        catch (ArgumentException problem)
        {
            _error = Words.Of(problem);
        }
    }

    private async Task FreezeAsync()
    {
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is not >= TeamRole.Annotator)
        {
            _error = "Your role in this team does not allow this. Ask a team administrator.";
            return;
        }

        _busy = true;
        try
        {
            await Versions.FreezeAsync(_scope, DatasetId, Options, _note, _overrideReason, CancellationToken.None);
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
