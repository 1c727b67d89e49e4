using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>The team's datasets, and a form for a new one.</summary>
public sealed partial class DatasetsPage
{
    private TeamScope _scope;
    private IReadOnlyList<DatasetSummary>? _datasets;
    private string? _name, _error;
    private string _terms = "";
    private ConsentBasis _consent;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private DatasetQueries Datasets { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _scope = (await Session).User.Scope();
        _datasets = await Datasets.ListAsync(_scope, CancellationToken.None);
    }

    private async Task CreateAsync()
    {
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is not >= TeamRole.Annotator)
        {
            _error = Words.NotAllowed;
            return;
        }

        try
        {
            var id = await Datasets.CreateAsync(_scope, new NewDataset { Name = _name ?? "", Consent = _consent, Terms = _terms }, CancellationToken.None);
            Navigation.NavigateTo($"/datasets/{id}");
        }
        catch (ArgumentException problem)
        {
            _error = Words.Of(problem);
        }
    }
}
