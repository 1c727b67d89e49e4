using Hangfire;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Export.Archives;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Web.Api;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Asks a worker for archives of a version and says when they are there. All state is in the database: a reload, or another device, shows the same.</summary>
public sealed partial class ExportsPanel : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _end = new();
    private IReadOnlyList<ExportView> _exports = [];
    private ExportFormat _format;
    private bool _pseudonymous;
    private string? _problem;
    private TeamScope _scope;
    private Task _watch = Task.CompletedTask;

    [Parameter, EditorRequired] public required Guid VersionId { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private ExportQueries Exports { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private IBackgroundJobClient Queue { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        _scope = (await Session).User.Scope();
        await LoadAsync();
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task AskAsync()
    {
        _problem = null;
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is not >= TeamRole.Annotator) _problem = Words.NotAllowed;
        else if (await Exports.AskAsync(_scope, VersionId, _format, _pseudonymous, CancellationToken.None) is { } answer)
        {
            _problem = answer.Refusal;
            if (answer.Id is { } id) Queue.EnqueueExport(id);
        }

        await LoadAsync();
    }

    private async Task EndAsync(ExportView view)
    {
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is not >= TeamRole.Annotator) _problem = Words.NotAllowed;
        else if (await Exports.EndAsync(_scope, view.Export.Id, CancellationToken.None)) Queue.EnqueueTrash();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var before = _exports.Where(e => e.Working).Select(e => e.Export.Id).ToHashSet();
        _exports = await Exports.ListAsync(_scope, VersionId, CancellationToken.None);
        foreach (var done in _exports.Where(e => !e.Working && before.Contains(e.Export.Id)))
            Snackbar.Add(done.Export.Problem ?? $"The archive ({NameOf(done.Export.Format)}) is ready.", done.Export.Problem is null ? Severity.Success : Severity.Error);
        if (_exports.Any(e => e.Working) && _watch.IsCompleted && !_end.IsCancellationRequested) _watch = WatchAsync(_end.Token);
    }

    private async Task WatchAsync(CancellationToken left)
    {
        try
        {
            using var timer = new PeriodicTimer(_pause, Time);
            while (_exports.Any(e => e.Working) && await timer.WaitForNextTickAsync(left))
            {
                await LoadAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private static string NameOf(ExportFormat format) => format switch { ExportFormat.HuggingFace => "Hugging Face", ExportFormat.Coco => "COCO", _ => "Manifest" };
}
