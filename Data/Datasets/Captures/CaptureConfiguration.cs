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
        builder.HasQueryFilter(Dataset.TrashFilter, d => d.DeletedAt == null);
        builder.HasIndex(d => new { d.TeamId, d.Name }).IsUnique().HasFilter("deleted_at IS NULL");
        builder.HasIndex(d => d.DeletedAt).HasFilter("deleted_at IS NOT NULL");
        builder.HasOne<Team>().WithMany().HasForeignKey(d => d.TeamId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(d => d.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(d => d.DeletedBy).OnDelete(DeleteBehavior.Restrict);
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
        builder.HasIndex(c => new { c.DatasetId, c.ItemId }).IsUnique();
        builder.Property(c => c.FoundFaces).IsJson();
        builder.Property(c => c.Camera).IsJson();
        builder.HasIndex(c => c.DatasetId, "ix_captures_not_compared").HasDatabaseName("ix_captures_not_compared").HasFilter("compared_at IS NULL");
        builder.Property(c => c.ReadFormat).HasMaxLength(20);
        builder.Property(c => c.ReadScale).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(c => c.DatasetId, "ix_captures_scale_guessed").HasDatabaseName("ix_captures_scale_guessed").HasFilter("scale_guessed");
        builder.HasOne(c => c.SceneEdit).WithMany().HasForeignKey(c => c.SceneEditId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(c => new { c.DatasetId, c.Tray, c.GroupId, c.Path, c.Id }).IncludeProperties(c => c.TeamId);
        builder.HasIndex(c => new { c.DatasetId, c.Tray, c.Faults }).IncludeProperties(c => c.TeamId).HasFilter("faults <> 0");
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
        builder.Property(p => p.Path).HasMaxLength(Long);
        // One index an order: alone it tells which pairs stand on a page, however far down the list, and how many there are; the team is in it because every query asks for it.
        builder.HasIndex(p => new { p.DatasetId, p.Path, p.Id }).IncludeProperties(p => p.TeamId);
        builder.HasIndex(p => new { p.DatasetId, p.Review, p.Path, p.Id }).IncludeProperties(p => p.TeamId);
        builder.HasIndex(p => new { p.DatasetId, p.Sharpness, p.Id }).IncludeProperties(p => new { p.TeamId, p.Review });
        builder.HasIndex(p => new { p.DatasetId, p.Path, p.Id }, "ix_capture_pairs_faulty").IncludeProperties(p => new { p.TeamId, p.Faults, p.Review }).HasFilter("faults <> 0");
        builder.HasIndex(p => new { p.DatasetId, p.AssigneeId, p.Path, p.Id }).IncludeProperties(p => new { p.TeamId, p.Review }).HasFilter("assignee_id IS NOT NULL");
        builder.HasOne(p => p.Assignee).WithMany().HasForeignKey(p => p.AssigneeId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(p => p.ReviewerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.ThermalId).IsUnique();
        builder.HasIndex(p => p.VisibleId).IsUnique();
        builder.HasIndex(p => new { p.DatasetId, p.Id }).IncludeProperties(p => p.TeamId);
        builder.HasOne<Team>().WithMany().HasForeignKey(p => p.TeamId);
        builder.HasOne<Dataset>().WithMany().HasForeignKey(p => p.DatasetId);
        builder.HasOne(p => p.Alignment).WithMany().HasForeignKey(p => p.AlignmentId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(p => p.Thermal).WithMany().HasForeignKey(p => p.ThermalId);
        builder.HasOne(p => p.Visible).WithMany().HasForeignKey(p => p.VisibleId);
    }
}
