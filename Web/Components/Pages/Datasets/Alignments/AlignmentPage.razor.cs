using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets.Alignments;

/// <summary>The alignment lab: how the pictures of a pair lie on each other, worked out on a bench, saved, taken back, and taken over by the session.</summary>
public sealed partial class AlignmentPage
{
    private TeamScope _scope;
    private AlignmentView? _view;
    private AlignmentBench? _bench;
    private (Guid? Previous, Guid? Next) _neighbours;
    private string? _error;
    private bool _missing, _busy;

    [Parameter] public Guid DatasetId { get; set; }

    [Parameter] public Guid PairId { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Fault)] private string? FaultQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Review)] private string? ReviewQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Reviewer)] private Guid? ReviewerQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Alignment)] private string? AlignmentQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Text)] private string? TextQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Person)] private Guid? PersonQuery { get; set; }

    [SupplyParameterFromQuery(Name = FilterQuery.Order)] private string? OrderQuery { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private AlignmentQueries Alignments { get; set; } = default!;

    [Inject] private SessionAlignment Sessions { get; set; } = default!;

    [Inject] private CaptureQueries Captures { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    private CaptureFilter Filter => FilterQuery.Read(FaultQuery, ReviewQuery, ReviewerQuery, AlignmentQuery, TextQuery, PersonQuery, OrderQuery);

    private bool CanSave => _bench is { Transform: not null, IsKept: false } bench && (bench.CanUndo || _view?.Pair.Alignment?.Matrix is null);

    /// <summary>Points were moved, added or removed and not saved.</summary>
    private bool Unsaved => _bench is { CanUndo: true };

    /// <summary>Null: one of them cannot be shown, or not yet.</summary>
    private (PictureSize Thermal, PictureSize Visible)? Sizes =>
        _view?.Pair is { Thermal: { FrameId: not null, Width: > 0 and var tw, Height: > 0 and var th }, Visible: { FrameId: not null, Width: > 0 and var vw, Height: > 0 and var vh } } ? (new(tw, th), new(vw, vh)) : null;

    protected override async Task OnParametersSetAsync()
    {
        _scope = (await Session).User.Scope();
        _error = null;
        await LoadAsync();
    }

    private async Task LoadAsync(bool keepBench = false)
    {
        _view = await Alignments.FindAsync(_scope, PairId, CancellationToken.None);
        _missing = _view?.Pair.DatasetId != DatasetId;
        var found = await Captures.FindPairAsync(_scope, PairId, Filter, CancellationToken.None);
        _neighbours = (found?.PreviousId, found?.NextId);
        if (!keepBench) _bench = Sizes is { } sizes ? Bench(_view!, sizes.Thermal, sizes.Visible) : null;
    }

    /// <summary>The saved points; without any the face points, under the saved transform if there is one.</summary>
    private static AlignmentBench Bench(AlignmentView view, PictureSize thermal, PictureSize visible)
    {
        var saved = view.Pair.Alignment;
        var own = saved is { Points.Count: > 0 };
        return new AlignmentBench(saved?.Kind ?? TransformKind.Similarity, own ? saved!.Points : view.Detected, own ? null : saved?.Transform(), thermal, visible);
    }

    private Task SaveAsync() => ChangeAsync(async () => (await Alignments.SaveAsync(_scope, PairId, _view!.Pair.AlignmentId, _bench!.Kind, _bench.Placed, CancellationToken.None), "Alignment saved."), undo: true);

    private Task RemoveAsync() => ChangeAsync(async () => (await Alignments.RemoveAsync(_scope, PairId, _view!.Pair.AlignmentId, CancellationToken.None), "Alignment removed."), undo: true);

    private Task TakeBackAsync() => ChangeAsync(async () =>
    {
        var (outcome, pairs) = await Alignments.UndoAsync(_scope, PairId, _view!.Pair.AlignmentId, CancellationToken.None);
        return (outcome, $"{pairs:N0} {(pairs == 1 ? "pair is" : "pairs are")} as before.");
    }, undo: false);

    private Task ApplyAsync(bool everybody) => ChangeAsync(async () =>
    {
        var (outcome, members) = await Sessions.ApplyAsync(_scope, PairId, _view!.Pair.AlignmentId, everybody, CancellationToken.None);
        var (taken, flagged) = (members.Count(m => m.PairId != PairId && m.Verdict is SessionVerdict.Fits or SessionVerdict.Unchecked), members.Count(m => m.Verdict == SessionVerdict.Outlier));
        return (outcome, $"{taken:N0} {(taken == 1 ? "pair takes" : "pairs take")} it over{(flagged > 0 ? $", {flagged:N0} {(flagged == 1 ? "is" : "are")} flagged as {(flagged == 1 ? "outlier" : "outliers")}" : "")}.");
    }, undo: true);

    private async Task ChangeAsync(Func<Task<(AlignmentOutcome Outcome, string Done)>> change, bool undo)
    {
        if (await Accounts.RoleAsync(_scope, CancellationToken.None) is not >= TeamRole.Annotator)
        {
            _error = Words.NotAllowed;
            return;
        }

        _busy = true;
        try
        {
            var (outcome, done) = await change();
            _error = AlignmentWords.Of(outcome);
            await LoadAsync(keepBench: outcome != AlignmentOutcome.Done);
            if (outcome == AlignmentOutcome.Done) Tell(done, undo);
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

    private async Task LeaveAsync(LocationChangingContext leaving)
    {
        if (!Unsaved) return;
        var sure = await Dialogs.ShowMessageBoxAsync("Leave without saving?", "The points you set here are not saved yet.", yesText: "Leave", cancelText: "Stay");
        if (sure != true) leaving.PreventNavigation();
    }

    private void Tell(string done, bool undo) => Snackbar.Add(done, Severity.Success, options =>
    {
        if (!undo) return;
        var seen = _view?.Pair.AlignmentId;
        options.Action = "Undo";
        options.OnClick = _ => InvokeAsync(async () =>
        {
            if (_view?.Pair.AlignmentId == seen) await TakeBackAsync();
            else _error = "Something else was changed since. Take that back first.";
            StateHasChanged();
        });
    });

    private static string Told(PairAlignment saved) => saved switch
    {
        { Misfit: { } misfit } => $"{(saved.Matrix is null ? "Not aligned" : $"{saved.Kind}")}. Outlier: its own face points lie {AlignmentWords.Pixels(misfit)} from its session's transform, which it did not take over.",
        { Matrix: null } => "The alignment was removed.",
        { Rms: { } rms } => $"{saved.Kind}, residual {AlignmentWords.Pixels(rms)}.",
        _ => $"{saved.Kind}.",
    };

    private string Address(string path) => Navigation.GetUriWithQueryParameters($"/datasets/{DatasetId}{path}", FilterQuery.Of(Filter));

    private string? PairAddress(Guid? pair) => pair is null ? null : Address($"/pairs/{pair}/alignment");

    private static string FileOf(Guid? file) => $"/api/v1/files/{file}";
}
