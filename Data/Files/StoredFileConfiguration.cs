using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Files;

internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>, IEntityTypeConfiguration<FreedBlob>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.MediaType).HasMaxLength(100);
        builder.HasIndex(f => new { f.TeamId, f.Sha256 }).IsUnique();
        builder.HasIndex(f => f.Sha256);
        builder.HasOne<Team>().WithMany().HasForeignKey(f => f.TeamId);
    }

    public void Configure(EntityTypeBuilder<FreedBlob> builder)
    {
        builder.ToTable("freed_blobs").HasKey(b => b.Sha256);
        builder.Property(b => b.Sha256).HasMaxLength(64);
    }
}
