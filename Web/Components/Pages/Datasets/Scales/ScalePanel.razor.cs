using Microsoft.AspNetCore.Components;
using MudBlazor;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Scales;

namespace ThermalPortal.Web.Components.Pages.Datasets.Scales;

/// <summary>Guessed scales of a dataset, in groups.</summary>
public sealed partial class ScalePanel
{
    private const int Few = 6;
    private IReadOnlyList<ScaleGroup> _groups = [];
    private IReadOnlyList<ScaleAnswer> _answers = [];
    private (Guid, int)? _shown;
    private bool _all;

    [Parameter, EditorRequired] public required Guid DatasetId { get; set; }

    [Parameter, EditorRequired] public required TeamScope Scope { get; set; }

    /// <summary>Another number: look again.</summary>
    [Parameter] public int Revision { get; set; }

    [Parameter] public EventCallback OnChanged { get; set; }

    [Inject] private ScaleQueries Scales { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    /// <summary>Those with a guess that can be confirmed.</summary>
    private ScaleGroup[] Guessed => [.. _groups.Where(g => g.Scale != TemperatureScale.Counts)];

    private string Title
    {
        get
        {
            var (guessed, unknown) = (Guessed.Sum(g => g.Count), _groups.Where(g => g.Scale == TemperatureScale.Counts).Sum(g => g.Count));
            return (guessed, unknown) switch
            {
                (0, _) => $"The temperature scale of {Pictures(unknown)} is not known.",
                (_, 0) => $"The temperature scale of {Pictures(guessed)} was guessed.",
                _ => $"The temperature scale of {Pictures(guessed)} was guessed, that of {unknown:N0} more is not known.",
            };
        }
    }

    protected override Task OnParametersSetAsync()
    {
        if (_shown == (DatasetId, Revision)) return Task.CompletedTask;
        _shown = (DatasetId, Revision);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var groups = await Scales.GroupsAsync(Scope, DatasetId, CancellationToken.None);
        (_groups, _answers) = (groups, await Scales.AnswersAsync(Scope, DatasetId, CancellationToken.None)); // together: the page is drawn between awaits
    }

    private async Task SayAsync(IReadOnlyList<ScaleGroup> groups, TemperatureScale? scale)
    {
        if (!await MayWriteAsync()) return;
        var outcome = await Scales.SayAsync(Scope, DatasetId, [.. groups.Select(g => g.Key)], scale, CancellationToken.None);
        if (outcome.Changed > 0)
            Snackbar.Add(scale is null ? $"Confirmed for {Pictures(outcome.Changed)}." : $"{Pictures(outcome.Changed)}: {ScaleWords.Of(scale.Value)}.", Severity.Success, options =>
            {
                options.Action = "Undo";
                options.OnClick = _ => InvokeAsync(() => TakeBackAsync(outcome.Batches));
            });
        if (outcome.Accepted > 0) Snackbar.Add($"{Pictures(outcome.Accepted)} of accepted pairs stay as they are: a reviewer has to open the pairs again first.", Severity.Warning);
        if (outcome.Impossible > 0) Snackbar.Add($"{Pictures(outcome.Impossible)} would be colder or warmer than people and rooms can be: left as they are.", Severity.Warning);
        if (outcome is { Changed: 0, Accepted: 0, Impossible: 0 }) Snackbar.Add("Somebody else has answered meanwhile; theirs is shown now.", Severity.Warning);
        await ChangedAsync();
    }

    private async Task TakeBackAsync(IReadOnlyList<Guid> batches)
    {
        if (!await MayWriteAsync()) return;
        var accepted = 0;
        foreach (var batch in batches) accepted += (await Scales.TakeBackAsync(Scope, DatasetId, batch, CancellationToken.None)).Accepted;
        if (accepted > 0) Snackbar.Add($"{Pictures(accepted)} of accepted pairs stay as they are: a reviewer has to open the pairs again first.", Severity.Warning);
        await ChangedAsync();
    }

    private async Task ChangedAsync()
    {
        await LoadAsync();
        await OnChanged.InvokeAsync();
        StateHasChanged();
    }

    private async Task<bool> MayWriteAsync()
    {
        if (await Accounts.RoleAsync(Scope, CancellationToken.None) is >= TeamRole.Annotator) return true;
        Snackbar.Add(Words.NotAllowed, Severity.Error);
        return false;
    }

    private static string Pictures(int count) => count == 1 ? "1 picture" : $"{count:N0} pictures";
}
