using Hangfire;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using ThermalPortal.Data.Datasets.Suggestions;
using ThermalPortal.Web.Api;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>What the model suggests, and what comes later: thumbnails and suggestions still being made.</summary>
public sealed partial class LabelsPage
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1.5);
    private readonly CancellationTokenSource _end = new();
    private IReadOnlyDictionary<Guid, AttributeSuggestion> _open = new Dictionary<Guid, AttributeSuggestion>();
    private SuggestionState? _state;
    private Task _watch = Task.CompletedTask;

    [Inject] private SuggestionQueries Suggestions { get; set; } = default!;

    [Inject] private IBackgroundJobClient Queue { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private Guid[] ChosenSuggestions => [.. _pairs.Where(p => _chosen.Contains(p.Id) && _open.ContainsKey(p.Id)).Select(p => p.Id)];

    private bool AnyToCome => _state is { Working: true } || _pairs.Any(p => p.Thermal?.ViewedAt is null || p.Visible?.ViewedAt is null);

    private int OpenOf(string name) => _state?.Open.GetValueOrDefault(name) ?? 0;

    private async Task SuggestAsync()
    {
        if (!await MayWriteAsync() || !await Suggestions.AskAsync(_scope, DatasetId, CancellationToken.None)) return;
        Queue.EnqueueSuggestions(DatasetId);
        await LoadAsync();
        Watch();
    }

    private async Task AnswerAsync(bool yes, params Guid[] pairs)
    {
        Guid[] ids = [.. pairs.Select(p => _open.GetValueOrDefault(p)?.Id).OfType<Guid>()];
        if (ids.Length == 0 || !await MayWriteAsync()) return;
        var waiting = _open.Keys.Except(pairs).ToHashSet();
        if (yes) Tell(await Suggestions.AcceptAsync(_scope, ids, CancellationToken.None), p => waiting.Contains(p.Id));
        else
        {
            var refused = await Suggestions.RefuseAsync(_scope, ids, CancellationToken.None);
            if (refused.Count > 0) _done.Push(new UndoStep(refused.Count, token => Suggestions.ReopenAsync(_scope, refused, token)));
            if (refused.Count < ids.Length) Snackbar.Add($"{ids.Length - refused.Count:N0} of them were answered or accepted by somebody else meanwhile.", Severity.Warning);
            Advance(p => waiting.Contains(p.Id));
        }
        foreach (var pair in pairs) _chosen.Remove(pair); // the next one is chosen already
        await LoadAsync();
    }

    private void Watch()
    {
        if (!_end.IsCancellationRequested && AnyToCome && _watch.IsCompleted) _watch = WatchAsync(_end.Token);
    }

    /// <summary>Fresh pictures get their thumbnails a little later, and so do pairs their suggestions.</summary>
    private async Task WatchAsync(CancellationToken left)
    {
        try
        {
            using var timer = new PeriodicTimer(_pause, Time);
            while (AnyToCome && await timer.WaitForNextTickAsync(left))
            {
                await LoadAsync();
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
}
