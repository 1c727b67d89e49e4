using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Datasets.Export.Archives;

internal sealed class ExportConfiguration : IEntityTypeConfiguration<VersionExport>
{
    public void Configure(EntityTypeBuilder<VersionExport> builder)
    {
        builder.Property(e => e.Format).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Problem).HasMaxLength(500);
        builder.HasIndex(e => new { e.VersionId, e.Format, e.Pseudonymous }).IsUnique();
        builder.HasIndex(e => e.AskedAt).HasFilter("ended_at IS NULL");
        builder.HasIndex(e => e.EndedAt);
        builder.HasOne<Team>().WithMany().HasForeignKey(e => e.TeamId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(e => e.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(e => e.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(e => e.FileId).OnDelete(DeleteBehavior.Restrict);
    }
}
