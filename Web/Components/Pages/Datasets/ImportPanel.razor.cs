using Hangfire;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Pairing;
using ThermalPortal.Web.Api;
using ThermalPortal.Web.Components.Controls;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>The way into a dataset: files by HTTP, verdicts, the plan, and only then the import.</summary>
public sealed partial class ImportPanel : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(600);

    private readonly CancellationTokenSource _end = new();
    private CancellationToken _left;
    private TeamScope _scope;
    private UploadSummary? _upload;
    private ImportPlan? _plan;
    private Page<ImageItem>? _remarks;
    private Guid? _followed;
    private string? _pattern, _error;
    private bool _missing, _busy;

    [Parameter, EditorRequired] public Guid DatasetId { get; set; }

    /// <summary>The upload to take in; null = wait for one.</summary>
    [Parameter] public Guid? UploadId { get; set; }

    /// <summary>Takes little room while it waits.</summary>
    [Parameter] public bool Compact { get; set; }

    [Parameter] public EventCallback<Guid> OnUploaded { get; set; }

    [Parameter] public EventCallback OnImported { get; set; }

    [Parameter] public EventCallback OnClosed { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private UploadQueries Uploads { get; set; } = default!;

    [Inject] private DatasetImport Import { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private IBackgroundJobClient Queue { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _left = _end.Token; // stays good after the source is disposed
        _scope = (await Session).User.Scope();
    }

    protected override void OnParametersSet()
    {
        if (_followed == UploadId) return;
        (_followed, _upload, _plan, _error, _missing) = (UploadId, null, null, null, false);
        if (UploadId is { } id) _ = FollowAsync(id);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _end.Dispose();
    }

    private static IEnumerable<string> Remarks(ImportPlan plan)
    {
        foreach (var group in plan.Pairing.Ambiguous.Take(3))
            yield return $"To decide: {string.Join(", ", group.Items.Take(4).Select(i => i.Path))}. {group.Reason}";
        if (plan.Pairing.Excluded.Count > 0)
            yield return $"{plan.Pairing.Excluded.Count:N0} are kept but never paired, such as {plan.Pairing.Excluded[0].Path}: {plan.Pairing.Excluded[0].Exclude}";
        if (plan.MissingFiles.Count > 0)
            yield return $"The manifest names {plan.MissingFiles.Count:N0} files that are not here, such as {plan.MissingFiles[0]}.";
        if (plan.Pairing.Pairs.Count(p => p.Rule == PairRule.EmbeddedPhoto) is > 0 and var inside)
            yield return $"{inside:N0} {(inside == 1 ? "pair is a thermal picture and the photo" : "pairs are thermal pictures and the photos")} the camera put inside the file. The two lenses differ: lay them on each other in the alignment lab.";
        if (plan.Duplicates.Count > 0)
            yield return $"Already there and not added again, such as {plan.Duplicates[0].File.Path}, which equals {plan.Duplicates[0].SameAs}.";
    }

    private async Task FollowAsync(Guid id)
    {
        try
        {
            using var timer = new PeriodicTimer(_pause, Time);
            do
            {
                _upload = await Uploads.FindAsync(_scope, id, _left);
                if (UploadId != id) return;
                _missing = _upload is null;
                StateHasChanged();
            }
            while (_upload is { IsOver: false } && await timer.WaitForNextTickAsync(_left));
            if (_upload is { State: UploadState.Finished }) await PlanAsync();
            StateHasChanged();
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

    private async Task PlanAsync()
    {
        try
        {
            _error = null;
            _remarks = await Uploads.RemarksAsync(_scope, UploadId!.Value, 50, _left);
            _plan = await Import.PlanAsync(_scope, DatasetId, UploadId!.Value, Pattern, _left);
        }
        catch (ArgumentException problem)
        {
            _error = Words.Of(problem);
        }
    }

    private async Task CommitAsync()
    {
        if (await Accounts.RoleAsync(_scope, _left) is not >= TeamRole.Annotator)
        {
            _error = Words.NotAllowed;
            return;
        }

        _busy = true;
        try
        {
            await Import.CommitAsync(_scope, DatasetId, UploadId!.Value, Pattern, _left);
            Queue.EnqueueViews(DatasetId);
            await OnImported.InvokeAsync();
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

    private async Task StopAsync()
    {
        if (await Accounts.RoleAsync(_scope, _left) is >= TeamRole.Annotator) await Uploads.CancelAsync(_scope, UploadId!.Value, _left); // the next look shows it
    }

    /// <summary>Of a folder that is copied: files here of those found. Else: verdicts of files here.</summary>
    private (int Done, int All) Count => _upload is not { } upload ? (0, 0)
        : upload is { State: UploadState.Receiving, Expected: { } expected } ? (upload.Files, expected) : (upload.Accepted + upload.Rejected, upload.Files);

    private double Share => _upload?.Unpacking is { } archive ? UnpackingWords.Share(archive) : Count.All == 0 ? 0 : Math.Min(1, (double)Count.Done / Count.All);

    private string Heading => _upload switch
    {
        { State: UploadState.Receiving, Source: { } source } => $"Copying {source}…",
        { Unpacking: { } archive } => UnpackingWords.Heading(archive),
        _ => "Reading the files…",
    };

    private string Progress => _upload switch
    {
        null => "…",
        { State: UploadState.Receiving, Source: not null, Expected: null } => "Looking for files…",
        { State: UploadState.Receiving, Source: not null } => $"{Count.Done:N0} of {Count.All:N0} files copied. You may leave this page: it goes on.",
        { Unpacking: { } archive } => $"{UnpackingWords.Of(archive)} You may leave this page: it goes on.",
        var upload => $"{Count.Done:N0} of {Count.All:N0} files read, {upload.Accepted:N0} usable so far.",
    };

    private string? Pattern => string.IsNullOrWhiteSpace(_pattern) ? null : _pattern.Trim();
}
