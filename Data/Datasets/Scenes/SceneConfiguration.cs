using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Scenes;

internal sealed class SceneConfiguration : IEntityTypeConfiguration<SceneEdit>
{
    public void Configure(EntityTypeBuilder<SceneEdit> builder)
    {
        builder.Property(e => e.Scale).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(e => e.BatchId).HasFilter("batch_id IS NOT NULL");
        builder.HasOne<Team>().WithMany().HasForeignKey(e => e.TeamId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(e => e.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Capture>().WithMany().HasForeignKey(e => e.CaptureId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SceneEdit>().WithMany().HasForeignKey(e => e.PreviousId).OnDelete(DeleteBehavior.NoAction);
    }
}
