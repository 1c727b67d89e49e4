using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace ThermalPortal.Data.Translations;

/// <summary>Reads and writes the pictures of a run that a worker holds; every write is fenced by the lease's epoch.</summary>
public sealed class RunWork(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>What is left to do; null: the run is gone.</summary>
    public async Task<RunPlan?> LoadAsync(RunLease lease, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(lease.Scope, cancellationToken);
        var run = await db.TranslationRuns.AsNoTracking().Include(r => r.ModelVersion).SingleOrDefaultAsync(r => r.Id == lease.RunId, cancellationToken);
        if (run is null) return null;
        var left = await (
            from input in db.TranslationInputs
            where input.RunId == run.Id && (input.State == InputState.Waiting || input.State == InputState.Running)
            join file in db.StoredFiles on input.Item!.FileId equals file.Id into kept
            from file in kept.DefaultIfEmpty()
            orderby input.Ordinal
            select new PlannedInput(input.Id, input.ItemId, input.Ordinal, input.Item!.OriginalName, file == null ? null : file.Sha256, input.Crop))
            .ToListAsync(cancellationToken);
        var total = await db.TranslationInputs.CountAsync(i => i.RunId == run.Id, cancellationToken);
        return new RunPlan(run.Options, run.ModelVersionId, run.ModelVersion!.Folder, run.ModelVersion.Sha256, left, total);
    }

    /// <summary>Stores the palette preview of the whole frame as soon as it is known. False: lease lost, nothing written.</summary>
    public Task<bool> SavePreviewAsync(RunLease lease, Guid inputId, Guid previewFileId, CancellationToken cancellationToken) =>
        WriteAsync(lease, inputId, (_, input) => { input.State = InputState.Running; input.ThermalPreviewFileId = previewFileId; return Task.CompletedTask; }, cancellationToken);

    /// <summary>Stores what came out of a picture, in place of anything an earlier attempt left. False: lease lost, nothing written.</summary>
    public Task<bool> SaveAsync(RunLease lease, Guid inputId, InputOutcome outcome, CancellationToken cancellationToken) => WriteAsync(
        lease,
        inputId,
        async (db, input) =>
        {
            await ClearAsync(db, inputId, cancellationToken);
            input.State = InputState.Succeeded;
            input.ThermalPreviewFileId = outcome.ThermalPreviewFileId ?? input.ThermalPreviewFileId;
            (input.Error, input.ErrorAdvice) = (null, null);
            db.TranslationResults.AddRange(outcome.Results.Select(r => new TranslationResult
            {
                InputId = inputId, FaceIndex = r.FaceIndex, SampleIndex = r.SampleIndex, FileId = r.FileId, Seed = r.Seed,
                CropX = r.Crop.X, CropY = r.Crop.Y, CropWidth = r.Crop.Width, CropHeight = r.Crop.Height, CropAngleDegrees = r.Crop.AngleDegrees,
                AlignedThermalFileId = r.AlignedThermalFileId, MarkedFileId = r.MarkedFileId,
            }));
            db.AttributePredictions.AddRange(outcome.Attributes.Select(a => new AttributePrediction
            {
                InputId = inputId, FaceIndex = a.FaceIndex, Name = a.Name, Value = a.Value, Confidence = a.Confidence, Source = a.Source,
                ProbabilitiesJson = JsonSerializer.Serialize(a.Probabilities),
            }));
        },
        cancellationToken);

    /// <summary>Records that a picture cannot be translated and what to do; the run goes on. False: lease lost, nothing written.</summary>
    public Task<bool> RefuseAsync(RunLease lease, Guid inputId, string error, string? advice, CancellationToken cancellationToken) => WriteAsync(
        lease,
        inputId,
        async (db, input) =>
        {
            await ClearAsync(db, inputId, cancellationToken);
            input.State = InputState.Failed;
            (input.Error, input.ErrorAdvice) = (StoredText.Clean(error), StoredText.Clean(advice));
        },
        cancellationToken);

    /// <summary>Puts the entries of an archive in the place of the archive's own input, at the end of the run. False: lease lost, nothing written.</summary>
    public Task<bool> ExpandAsync(RunLease lease, Guid inputId, IReadOnlyList<Guid> itemIds, CancellationToken cancellationToken) => WriteAsync(
        lease,
        inputId,
        async (db, input) =>
        {
            if (await db.ImageItems.CountAsync(i => itemIds.Contains(i.Id), cancellationToken) != itemIds.Distinct().Count())
                throw new ArgumentException("A picture does not exist.", nameof(itemIds));
            var next = 1 + await db.TranslationInputs.Where(i => i.RunId == lease.RunId).MaxAsync(i => i.Ordinal, cancellationToken);
            db.TranslationInputs.Remove(input);
            db.TranslationInputs.AddRange(itemIds.Select((item, n) => new TranslationInput { RunId = lease.RunId, ItemId = item, Ordinal = next + n, Crop = input.Crop }));
        },
        cancellationToken);

    private static async Task ClearAsync(PortalDbContext db, Guid inputId, CancellationToken cancellationToken)
    {
        await db.TranslationResults.Where(r => r.InputId == inputId).ExecuteDeleteAsync(cancellationToken);
        await db.AttributePredictions.Where(a => a.InputId == inputId).ExecuteDeleteAsync(cancellationToken);
        await db.LivePreviews.Where(p => p.InputId == inputId).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<bool> WriteAsync(
        RunLease lease, Guid inputId, Func<PortalDbContext, TranslationInput, Task> write, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(lease.Scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Locks the run's row until the commit: nobody can take the run over between the check and the writes.
        var held = await db.Database.SqlQuery<Guid>(
            $"""
            SELECT id AS "Value" FROM translation_runs
            WHERE id = {lease.RunId} AND epoch = {lease.Epoch} AND state IN ('Starting', 'Running', 'Stopping') FOR NO KEY UPDATE
            """).ToListAsync(cancellationToken);
        if (held is not [_]) return false;
        var input = await db.TranslationInputs.SingleOrDefaultAsync(i => i.Id == inputId && i.RunId == lease.RunId, cancellationToken);
        if (input is null) return false;
        await write(db, input);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
