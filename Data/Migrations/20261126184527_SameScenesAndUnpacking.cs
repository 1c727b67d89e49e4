using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class SameScenesAndUnpacking : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "unpacking",
                table: "uploads",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "compared_at",
                table: "captures",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "embedding",
                table: "captures",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "same_scene_id",
                table: "captures",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_captures_dataset_id",
                table: "captures",
                column: "dataset_id",
                filter: "compared_at IS NULL");

            migrationBuilder.Sql("UPDATE captures SET measured_at = NULL WHERE hash IS NOT NULL"); // embeddings are made when they are measured again
            migrationBuilder.Sql("UPDATE captures SET compared_at = measured_at WHERE hash IS NULL"); // cannot be read: nothing to compare
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_captures_dataset_id",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "unpacking",
                table: "uploads");

            migrationBuilder.DropColumn(
                name: "compared_at",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "embedding",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "same_scene_id",
                table: "captures");
        }
    }
}
