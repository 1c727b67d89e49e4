using Hangfire;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Web.Api;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Deleted datasets: what remains of their days, restored or removed for good.</summary>
public sealed partial class TrashPage : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _end = new();
    private CancellationToken _left;
    private Task _watch = Task.CompletedTask;
    private TeamScope _scope;
    private IReadOnlyList<TrashedDataset>? _datasets;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private TrashQueries Trash { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    [Inject] private IBackgroundJobClient Queue { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _left = _end.Token; // stays good after the source is disposed
        _scope = (await Session).User.Scope();
        await LoadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _end.Dispose();
    }

    private async Task LoadAsync()
    {
        _datasets = await Trash.ListAsync(_scope, CancellationToken.None);
        if (_watch.IsCompleted) _watch = WatchAsync();
    }

    /// <summary>What is being removed leaves the list when it is gone.</summary>
    private async Task WatchAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(_pause, Time);
            while (_datasets?.Any(d => d.State == DatasetState.Ending) == true && await timer.WaitForNextTickAsync(_left))
            {
                _datasets = await Trash.ListAsync(_scope, _left);
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

    private async Task RestoreAsync(TrashedDataset dataset)
    {
        if (!await MayAsync(TeamRole.Annotator)) return;
        try
        {
            if (await Trash.RestoreAsync(_scope, dataset.Id, CancellationToken.None) is { } name)
                Snackbar.Add(name == dataset.Name ? $"{name} is back." : $"{dataset.Name} is back as {name}: there is another dataset of its name.", Severity.Success, options =>
                {
                    options.Action = "Open";
                    options.OnClick = _ => InvokeAsync(() => Navigation.NavigateTo($"/datasets/{dataset.Id}"));
                });
            else Snackbar.Add("This dataset has been given up or restored meanwhile.", Severity.Warning);
        }
        catch (ArgumentException problem)
        {
            Snackbar.Add(Words.Of(problem), Severity.Error);
        }
        await LoadAsync();
    }

    private async Task EndAsync(TrashedDataset dataset)
    {
        var onlyVersions = dataset.State == DatasetState.OnlyVersions;
        var choice = await Dialogs.ShowMessageBoxAsync(
            onlyVersions ? $"Delete the frozen versions of {dataset.Name}?" : $"Delete {dataset.Name} for good?", TrashWords.Warning(dataset),
            yesText: onlyVersions ? "Delete versions" : dataset.Versions.Count == 0 ? "Delete for good" : "Delete, keep versions", noText: onlyVersions || dataset.Versions.Count == 0 ? null : "Delete versions too", cancelText: "Cancel");
        if (choice is not { } yes || !await MayAsync(TeamRole.TeamAdmin)) return;
        if (await Trash.EndAsync(_scope, dataset.Id, versionsToo: onlyVersions || !yes, CancellationToken.None)) Queue.EnqueueTrash();
        await LoadAsync();
    }

    private async Task<bool> MayAsync(TeamRole least)
    {
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is { } role && role >= least) return true;
        Snackbar.Add(least == TeamRole.TeamAdmin ? "Only a team administrator may remove a dataset for good. Ask one." : Words.NotAllowed, Severity.Error);
        return false;
    }
}
