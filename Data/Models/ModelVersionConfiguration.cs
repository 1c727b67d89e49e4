using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Models;

internal sealed class ModelVersionConfiguration : IEntityTypeConfiguration<ModelVersion>
{
    public void Configure(EntityTypeBuilder<ModelVersion> builder)
    {
        builder.Property(m => m.Name).HasMaxLength(200);
        builder.Property(m => m.Version).HasMaxLength(50);
        builder.Property(m => m.Sha256).HasMaxLength(64);
        builder.Property(m => m.OptionsJson).HasColumnType("jsonb");
        builder.HasIndex(m => new { m.TeamId, m.Sha256 }).IsUnique().AreNullsDistinct(false);
        builder.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId);
    }
}
