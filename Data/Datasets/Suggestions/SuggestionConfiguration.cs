using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Labels;

namespace ThermalPortal.Data.Datasets.Suggestions;

internal sealed class SuggestionConfiguration : IEntityTypeConfiguration<AttributeSuggestion>, IEntityTypeConfiguration<SuggestionRequest>
{
    public void Configure(EntityTypeBuilder<AttributeSuggestion> builder)
    {
        builder.Property(s => s.Name).HasMaxLength(PairLabels.Length);
        builder.Property(s => s.Value).HasMaxLength(PairLabels.Length);
        builder.Property(s => s.ModelName).HasMaxLength(200);
        builder.Property(s => s.ModelVersion).HasMaxLength(50);
        builder.Property(s => s.ModelSha256).HasMaxLength(64);
        builder.HasIndex(s => new { s.PairId, s.Name, s.ModelSha256 }).IsUnique();
        builder.HasOne<Team>().WithMany().HasForeignKey(s => s.TeamId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(s => s.RefusedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CapturePair>().WithMany(p => p.Suggestions).HasForeignKey(s => s.PairId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SuggestionRequest> builder)
    {
        builder.HasKey(r => r.DatasetId);
        builder.Property(r => r.Problem).HasMaxLength(500);
        builder.HasIndex(r => r.AskedAt).HasFilter("ended_at IS NULL");
        builder.HasOne<Team>().WithMany().HasForeignKey(r => r.TeamId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(r => r.DatasetId).OnDelete(DeleteBehavior.Cascade);
    }
}
