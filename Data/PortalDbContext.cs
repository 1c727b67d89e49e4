using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Export.Archives;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Data.Datasets.Suggestions;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Models;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data;

/// <summary>
/// The portal's tables. Team-owned rows are invisible until <see cref="Scope"/> is set, and can be written for that team only;
/// the queries of this assembly are the only users besides Identity and Data Protection.
/// </summary>
public sealed class PortalDbContext(DbContextOptions<PortalDbContext> options)
    : IdentityDbContext<PortalUser, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    internal const string TeamFilter = "team";

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal DbSet<Team> Teams => Set<Team>();

    internal DbSet<Membership> Memberships => Set<Membership>();

    internal DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    internal DbSet<StoredFile> StoredFiles => Set<StoredFile>();

    internal DbSet<Upload> Uploads => Set<Upload>();

    internal DbSet<ImageItem> ImageItems => Set<ImageItem>();

    internal DbSet<Dataset> Datasets => Set<Dataset>();

    internal DbSet<Subject> Subjects => Set<Subject>();

    internal DbSet<Capture> Captures => Set<Capture>();

    internal DbSet<CapturePair> CapturePairs => Set<CapturePair>();

    internal DbSet<PairAlignment> PairAlignments => Set<PairAlignment>();

    internal DbSet<AttributeSuggestion> AttributeSuggestions => Set<AttributeSuggestion>();

    internal DbSet<SuggestionRequest> SuggestionRequests => Set<SuggestionRequest>();

    internal DbSet<SceneEdit> SceneEdits => Set<SceneEdit>();

    internal DbSet<DatasetVersion> DatasetVersions => Set<DatasetVersion>();

    internal DbSet<VersionPair> VersionPairs => Set<VersionPair>();

    internal DbSet<VersionExport> VersionExports => Set<VersionExport>();

    internal DbSet<ModelVersion> ModelVersions => Set<ModelVersion>();

    internal DbSet<TranslationRun> TranslationRuns => Set<TranslationRun>();

    internal DbSet<TranslationInput> TranslationInputs => Set<TranslationInput>();

    internal DbSet<TranslationResult> TranslationResults => Set<TranslationResult>();

    internal DbSet<LivePreview> LivePreviews => Set<LivePreview>();

    internal DbSet<AttributePrediction> AttributePredictions => Set<AttributePrediction>();

    /// <summary>Whose rows this context sees; default: nobody's.</summary>
    internal TeamScope Scope { get; set; }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        StampTeam();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        StampTeam();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
        Filter<Membership>(builder);
        Filter<ApiToken>(builder);
        Filter<StoredFile>(builder);
        Filter<Upload>(builder);
        Filter<ImageItem>(builder);
        Filter<Dataset>(builder);
        Filter<Subject>(builder);
        Filter<Capture>(builder);
        Filter<CapturePair>(builder);
        Filter<PairAlignment>(builder);
        Filter<AttributeSuggestion>(builder);
        Filter<SuggestionRequest>(builder);
        Filter<SceneEdit>(builder);
        Filter<DatasetVersion>(builder);
        Filter<VersionPair>(builder);
        Filter<VersionExport>(builder);
        Filter<TranslationRun>(builder);
        Filter<TranslationInput>(builder);
        Filter<TranslationResult>(builder);
        Filter<AttributePrediction>(builder);
        Filter<LivePreview>(builder);
        builder.Entity<ModelVersion>().HasQueryFilter(TeamFilter, m => m.TeamId == null || m.TeamId == Scope.TeamId);
    }

    private void Filter<T>(ModelBuilder builder) where T : class, ITeamOwned =>
        builder.Entity<T>().HasQueryFilter(TeamFilter, row => row.TeamId == Scope.TeamId);

    private void StampTeam()
    {
        foreach (var entry in ChangeTracker.Entries<ITeamOwned>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (entry.State == EntityState.Added && entry.Entity.TeamId == Guid.Empty) entry.Entity.TeamId = Scope.TeamId;
            if (entry.Entity.TeamId == Guid.Empty || entry.Entity.TeamId != Scope.TeamId)
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of team {entry.Entity.TeamId} was written for team {Scope.TeamId}.");
        }
    }
}
