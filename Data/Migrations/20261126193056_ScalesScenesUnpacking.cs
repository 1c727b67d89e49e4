using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class ScalesScenesUnpacking : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "scale",
                table: "version_pairs",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "unpacking",
                table: "uploads",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "batch_id",
                table: "scene_edits",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "scale",
                table: "scene_edits",
                type: "character varying(20)",
                maxLength: 20,
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

            migrationBuilder.AddColumn<string>(
                name: "read_format",
                table: "captures",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "read_scale",
                table: "captures",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "same_scene_id",
                table: "captures",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "scale_guessed",
                table: "captures",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<double>(
                name: "stored_median",
                table: "captures",
                type: "double precision",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_scene_edits_batch_id",
                table: "scene_edits",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_captures_not_compared",
                table: "captures",
                column: "dataset_id",
                filter: "compared_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_captures_scale_guessed",
                table: "captures",
                column: "dataset_id",
                filter: "scale_guessed");

            // What can be read is measured once more in the background: embeddings, and how its numbers were read, were not kept before.
            migrationBuilder.Sql("UPDATE captures SET measured_at = NULL WHERE hash IS NOT NULL");
            migrationBuilder.Sql("UPDATE captures SET compared_at = measured_at WHERE hash IS NULL"); // nothing to compare
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_scene_edits_batch_id",
                table: "scene_edits");

            migrationBuilder.DropIndex(
                name: "ix_captures_not_compared",
                table: "captures");

            migrationBuilder.DropIndex(
                name: "ix_captures_scale_guessed",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "scale",
                table: "version_pairs");

            migrationBuilder.DropColumn(
                name: "unpacking",
                table: "uploads");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "scene_edits");

            migrationBuilder.DropColumn(
                name: "scale",
                table: "scene_edits");

            migrationBuilder.DropColumn(
                name: "compared_at",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "embedding",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "read_format",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "read_scale",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "same_scene_id",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "scale_guessed",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "stored_median",
                table: "captures");
        }
    }
}
