using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Datasets.Captures;

internal sealed class CaptureConfiguration :
    IEntityTypeConfiguration<Dataset>, IEntityTypeConfiguration<Subject>, IEntityTypeConfiguration<Capture>, IEntityTypeConfiguration<CapturePair>
{
    private const int Short = 200, Long = 1024;

    public void Configure(EntityTypeBuilder<Dataset> builder)
    {
        builder.Property(d => d.Name).HasMaxLength(Dataset.NameLength);
        builder.Property(d => d.Consent).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(d => new { d.TeamId, d.Name }).IsUnique();
        builder.HasOne<Team>().WithMany().HasForeignKey(d => d.TeamId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(d => d.UserId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Subject> builder)
    {
        builder.Property(s => s.Key).HasMaxLength(Short);
        builder.HasIndex(s => new { s.DatasetId, s.Key }).IsUnique();
        builder.HasOne<Team>().WithMany().HasForeignKey(s => s.TeamId);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(s => s.DatasetId);
    }

    public void Configure(EntityTypeBuilder<Capture> builder)
    {
        builder.Property(c => c.Path).HasMaxLength(Long);
        builder.Property(c => c.Modality).HasConversion<string>().HasMaxLength(20);
        builder.Property(c => c.Tray).HasConversion<string>().HasMaxLength(20);
        builder.Property(c => c.Session).HasMaxLength(Short);
        builder.Property(c => c.Variation).HasMaxLength(Short);
        builder.Property(c => c.OfficialSplit).HasMaxLength(10);
        builder.Property(c => c.Other).IsJson();
        builder.Property(c => c.FacePoints).IsJson();
        builder.HasIndex(c => new { c.DatasetId, c.ItemId }).IsUnique();
        builder.HasIndex(c => new { c.DatasetId, c.Tray, c.Path });
        builder.HasIndex(c => new { c.DatasetId, c.Path }, "ix_captures_not_viewed").HasFilter("viewed_at IS NULL OR measured_at IS NULL");
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(c => c.ThumbnailId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(c => c.FrameId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Team>().WithMany().HasForeignKey(c => c.TeamId);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(c => c.DatasetId);
        builder.HasOne(c => c.Item).WithMany().HasForeignKey(c => c.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(c => c.Subject).WithMany().HasForeignKey(c => c.SubjectId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CapturePair> builder)
    {
        builder.Property(p => p.Rule).HasConversion<string>().HasMaxLength(20);
        builder.Property(p => p.Review).HasConversion<string>().HasMaxLength(20).HasDefaultValue(ReviewState.Open);
        builder.Property(p => p.Labels).IsJson().HasDefaultValueSql("'{}'");
        builder.Property(p => p.ReviewComment).HasMaxLength(ReviewQueries.CommentLength);
        builder.HasIndex(p => new { p.DatasetId, p.Review });
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(p => p.ReviewerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.ThermalId).IsUnique();
        builder.HasIndex(p => p.VisibleId).IsUnique();
        builder.HasIndex(p => new { p.DatasetId, p.Id });
        builder.HasOne<Team>().WithMany().HasForeignKey(p => p.TeamId);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(p => p.DatasetId);
        builder.HasOne(p => p.Alignment).WithMany().HasForeignKey(p => p.AlignmentId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(p => p.Thermal).WithMany().HasForeignKey(p => p.ThermalId);
        builder.HasOne(p => p.Visible).WithMany().HasForeignKey(p => p.VisibleId);
    }
}
