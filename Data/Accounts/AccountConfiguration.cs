using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ThermalPortal.Data.Accounts;

internal sealed class AccountConfiguration :
    IEntityTypeConfiguration<PortalUser>, IEntityTypeConfiguration<Team>, IEntityTypeConfiguration<Membership>, IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<PortalUser> builder) => builder.Property(u => u.DisplayName).HasMaxLength(200);

    public void Configure(EntityTypeBuilder<Team> builder) => builder.Property(t => t.Name).HasMaxLength(200);

    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.HasKey(m => new { m.TeamId, m.UserId });
        builder.HasIndex(m => m.UserId);
        builder.Property(m => m.Role).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(m => m.UserId);
    }

    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.HasIndex(t => t.Hash).IsUnique();
        builder.Property(t => t.Name).HasMaxLength(200);
        builder.Property(t => t.Hash).HasMaxLength(64);
        builder.HasOne<Team>().WithMany().HasForeignKey(t => t.TeamId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(t => t.UserId);
    }
}
