using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Scales;

namespace ThermalPortal.Data.Datasets.Scenes;

/// <summary>Emissivity and reflected temperature of thermal pictures: read, said and taken back, a layer above the untouched file. Pictures of accepted pairs stay as they are.</summary>
public sealed class SceneQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private const int Told = 50;

    /// <summary>A picture's scene; null: no such picture in this team.</summary>
    public async Task<SceneView?> FindAsync(TeamScope scope, Guid captureId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        if (await db.CapturesInUse().AsNoTracking().Include(c => c.SceneEdit).SingleOrDefaultAsync(c => c.Id == captureId, cancellationToken) is not { } capture) return null;
        var history = await db.SceneEdits.AsNoTracking().Where(e => e.CaptureId == captureId).OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.Id).Take(Told)
            .Select(e => new { Edit = e, Author = db.Users.Where(u => u.Id == e.UserId).Select(u => u.DisplayName).FirstOrDefault() }).ToListAsync(cancellationToken);
        return new SceneView(capture.Camera, CaptureScale.Of(capture), capture.SceneEdit, [.. history.Select(h => (h.Edit, h.Author ?? ""))]);
    }

    /// <summary>Says with which values a picture's temperatures are shown.</summary>
    /// <param name="scope">Whose picture, and who says so.</param>
    /// <param name="captureId">The picture.</param>
    /// <param name="seen">The edit its author saw; null: none.</param>
    /// <param name="values">Emissivity and reflected temperature; null: as the file was read.</param>
    /// <param name="cancellationToken">Cancelled: nothing is written.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message says which.</exception>
    public async Task<SceneOutcome> SaveAsync(TeamScope scope, Guid captureId, Guid? seen, SceneValues? values, CancellationToken cancellationToken)
    {
        if (values?.Problem() is { } problem) throw new ArgumentException(problem, nameof(values));
        await using var db = await contexts.ForTeamAsync(scope, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (capture, outcome) = await db.LockCaptureAsync(captureId, seen, c => c.Camera is null ? SceneOutcome.NoRadiometry : SceneOutcome.Done, cancellationToken);
        if (capture is null || outcome != SceneOutcome.Done) return outcome;
        if (capture.SceneEdit?.Values() == values) return SceneOutcome.Done; // as it is
        await db.PutAsync(capture, new SceneEdit { CaptureId = captureId, Emissivity = values?.Emissivity, Reflected = values?.Reflected, PreviousId = capture.SceneEditId, UserId = scope.UserId, CreatedAt = time.GetUtcNow() }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return SceneOutcome.Done;
    }
}
