using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Alignments;

internal sealed class AlignmentConfiguration : IEntityTypeConfiguration<PairAlignment>
{
    public void Configure(EntityTypeBuilder<PairAlignment> builder)
    {
        builder.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.Points).IsJson();
        builder.HasIndex(a => a.BatchId);
        builder.HasOne<Team>().WithMany().HasForeignKey(a => a.TeamId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Restrict);
        // A pair that is taken apart takes its whole history with it, in one statement.
        builder.HasOne<CapturePair>().WithMany().HasForeignKey(a => a.PairId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PairAlignment>().WithMany().HasForeignKey(a => a.PreviousId).OnDelete(DeleteBehavior.NoAction);
    }
}
