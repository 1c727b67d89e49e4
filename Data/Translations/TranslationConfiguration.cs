using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Translations;

internal sealed class TranslationConfiguration :
    IEntityTypeConfiguration<TranslationRun>, IEntityTypeConfiguration<TranslationInput>,
    IEntityTypeConfiguration<TranslationResult>, IEntityTypeConfiguration<AttributePrediction>, IEntityTypeConfiguration<LivePreview>
{
    public void Configure(EntityTypeBuilder<TranslationRun> builder)
    {
        builder.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.LeaseOwner).HasMaxLength(200);
        builder.Property(r => r.ReasonCode).HasMaxLength(64);
        builder.Property(r => r.Options).IsJson();
        builder.HasIndex(r => new { r.TeamId, r.CreatedAt });
        builder.HasIndex(r => r.State).HasFilter("state IN ('Queued', 'Starting', 'Running', 'Stopping')");
        builder.HasOne<Team>().WithMany().HasForeignKey(r => r.TeamId);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(r => r.ModelVersion).WithMany().HasForeignKey(r => r.ModelVersionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TranslationInput> builder)
    {
        builder.Property(i => i.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(i => i.Crop).IsJson();
        builder.HasIndex(i => new { i.RunId, i.Ordinal }).IsUnique();
        builder.HasOne(i => i.Run).WithMany(r => r.Inputs).HasForeignKey(i => i.RunId);
        builder.HasOne(i => i.Item).WithMany().HasForeignKey(i => i.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(i => i.ThermalPreviewFileId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TranslationResult> builder)
    {
        builder.HasIndex(r => new { r.InputId, r.FaceIndex, r.SampleIndex }).IsUnique();
        builder.HasOne(r => r.Input).WithMany(i => i.Results).HasForeignKey(r => r.InputId);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(r => r.FileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(r => r.MarkedFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(r => r.AlignedThermalFileId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<LivePreview> builder)
    {
        builder.HasKey(p => p.InputId);
        builder.HasIndex(p => p.RunId);
        builder.HasOne<TranslationInput>().WithOne().HasForeignKey<LivePreview>(p => p.InputId);
        builder.HasOne<TranslationRun>().WithMany().HasForeignKey(p => p.RunId);
    }

    public void Configure(EntityTypeBuilder<AttributePrediction> builder)
    {
        builder.Property(a => a.Name).HasMaxLength(64);
        builder.Property(a => a.Value).HasMaxLength(64);
        builder.Property(a => a.Source).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.ProbabilitiesJson).HasColumnType("jsonb");
        builder.HasIndex(a => new { a.InputId, a.FaceIndex, a.Name }).IsUnique();
        builder.HasOne<TranslationInput>().WithMany(i => i.Attributes).HasForeignKey(a => a.InputId);
    }
}
