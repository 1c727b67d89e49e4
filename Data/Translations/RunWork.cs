using Microsoft.EntityFrameworkCore;

namespace ThermalPortal.Data.Translations;

/// <summary>Reads and writes the pictures of a run that a worker holds; every write is fenced by the lease's epoch.</summary>
public sealed class RunWork(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>What is left to do; null: the run is gone.</summary>
    public Task<RunPlan?> LoadAsync(RunLease lease, CancellationToken cancellationToken) => throw new NotImplementedException(contexts.ToString());

    /// <summary>Stores what came out of a picture, in place of anything an earlier attempt left. False: lease lost, nothing written.</summary>
    public Task<bool> SaveAsync(RunLease lease, Guid inputId, InputOutcome outcome, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Records that a picture cannot be translated and what to do; the run goes on. False: lease lost, nothing written.</summary>
    public Task<bool> RefuseAsync(RunLease lease, Guid inputId, string error, string? advice, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Puts the entries of an archive in the place of the archive's own input. False: lease lost, nothing written.</summary>
    public Task<bool> ExpandAsync(RunLease lease, Guid inputId, IReadOnlyList<Guid> itemIds, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Stores the palette preview of the whole frame as soon as it is known. False: lease lost, nothing written.</summary>
    public Task<bool> SavePreviewAsync(RunLease lease, Guid inputId, Guid previewFileId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
