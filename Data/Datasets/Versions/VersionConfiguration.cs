using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Datasets.Versions;

internal sealed class VersionConfiguration : IEntityTypeConfiguration<DatasetVersion>, IEntityTypeConfiguration<VersionPair>
{
    public void Configure(EntityTypeBuilder<DatasetVersion> builder)
    {
        builder.Property(v => v.Sha256).HasMaxLength(64);
        builder.Property(v => v.Options).IsJson();
        builder.Property(v => v.Proof).IsJson();
        builder.HasIndex(v => new { v.DatasetId, v.Number }).IsUnique();
        builder.HasOne<Team>().WithMany().HasForeignKey(v => v.TeamId);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(v => v.DatasetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(v => v.UserId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<VersionPair> builder)
    {
        builder.Property(p => p.ThermalPath).HasMaxLength(1024);
        builder.Property(p => p.VisiblePath).HasMaxLength(1024);
        builder.Property(p => p.Content).HasMaxLength(128);
        builder.Property(p => p.Subject).HasMaxLength(200);
        builder.Property(p => p.Session).HasMaxLength(200);
        builder.Property(p => p.Part).HasConversion<string>().HasMaxLength(20);
        builder.Property(p => p.Labels).IsJson();
        builder.Property(p => p.ThermalPicture).IsJson();
        builder.Property(p => p.VisiblePicture).IsJson();
        builder.Property(p => p.Scene).IsJson();
        builder.Property(p => p.Scale).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(p => new { p.VersionId, p.Content }).IsUnique();
        builder.HasOne<Team>().WithMany().HasForeignKey(p => p.TeamId);
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(p => p.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.ThermalFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.VisibleFileId).OnDelete(DeleteBehavior.Restrict);
    }
}
