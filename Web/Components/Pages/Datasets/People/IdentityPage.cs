using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.People;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets.People;

/// <summary>What the pages about identities have in common: who looks at which dataset, steps that can be taken back, and what is said of a change.</summary>
public abstract class IdentityPage : ComponentBase
{
    private protected readonly Stack<UndoStep> _done = new();
    private protected readonly CardChoice _chosen = new();
    private protected TeamScope _scope;
    private protected DatasetSummary? _dataset;
    private protected bool _missing;

    [Parameter] public Guid DatasetId { get; set; }

    [SupplyParameterFromQuery(Name = "page")] protected int? PageQuery { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private DatasetQueries Datasets { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] protected IdentityQueries Identities { get; set; } = default!;

    [Inject] protected NavigationManager Navigation { get; set; } = default!;

    [Inject] protected ISnackbar Snackbar { get; set; } = default!;

    protected int PageNumber => Math.Max(1, PageQuery ?? 1);

    protected override async Task OnParametersSetAsync()
    {
        _scope = (await Session).User.Scope();
        _chosen.Clear();
        await LoadAsync();
    }

    /// <summary>Reads what the page shows; the dataset last, so that the page is drawn with all of it.</summary>
    protected abstract Task LoadAsync();

    protected Task<DatasetSummary?> FindDatasetAsync() => Datasets.FindAsync(_scope, DatasetId, CancellationToken.None);

    /// <summary>Does a change and says what became of it.</summary>
    protected async Task ChangeAsync(Func<Task<IdentityOutcome>> change, string done, string overtaken)
    {
        if (!await MayWriteAsync()) return;
        try
        {
            var (step, others, accepted) = await change();
            if (step.Count > 0)
            {
                _done.Push(new UndoStep(step.Count, token => Identities.UndoAsync(_scope, DatasetId, step, token)));
                Snackbar.Add(done, Severity.Success);
                _chosen.Clear();
            }
            if (accepted > 0) Snackbar.Add($"{accepted:N0} of them are accepted: a reviewer has to open them again first.", Severity.Warning);
            if (others > 0) Snackbar.Add(overtaken, Severity.Warning);
        }
        catch (ArgumentException problem)
        {
            Snackbar.Add(Words.Of(problem), Severity.Error);
        }
        await LoadAsync();
    }

    protected async Task<bool> MayWriteAsync()
    {
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is >= TeamRole.Annotator) return true;
        Snackbar.Add(Words.NotAllowed, Severity.Error);
        return false;
    }
}
