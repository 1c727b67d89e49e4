using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Datasets;

internal sealed class DatasetConfiguration : IEntityTypeConfiguration<Upload>, IEntityTypeConfiguration<ImageItem>
{
    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.Property(u => u.Unpacking).IsJson();
        builder.Property(u => u.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(u => u.Root).HasMaxLength(64);
        builder.Property(u => u.Folder).HasMaxLength(4096);
        builder.HasIndex(u => new { u.TeamId, u.CreatedAt });
        builder.HasOne<Team>().WithMany().HasForeignKey(u => u.TeamId);
    }

    public void Configure(EntityTypeBuilder<ImageItem> builder)
    {
        builder.Property(i => i.OriginalName).HasMaxLength(1024);
        builder.Property(i => i.Modality).HasConversion<string>().HasMaxLength(20);
        builder.Property(i => i.Verdict).HasConversion<string>().HasMaxLength(20);
        builder.Property(i => i.Badge).HasConversion<string>().HasMaxLength(20);
        builder.Property(i => i.ReasonCode).HasMaxLength(64);
        builder.HasIndex(i => new { i.TeamId, i.CreatedAt });
        builder.HasIndex(i => new { i.UploadId, i.Verdict });
        builder.HasOne<Team>().WithMany().HasForeignKey(i => i.TeamId);
        builder.HasOne<Upload>().WithMany().HasForeignKey(i => i.UploadId);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(i => i.FileId).OnDelete(DeleteBehavior.Restrict);
    }
}
