using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class TemperatureScales : Migration
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
                name: "ix_captures_scale_guessed",
                table: "captures",
                column: "dataset_id",
                filter: "scale_guessed");

            // Pictures whose numbers may have another scale are looked at once more: how they were read was not kept before.
            migrationBuilder.Sql("UPDATE captures c SET measured_at = NULL FROM image_items i WHERE i.id = c.item_id AND i.badge IN ('RadiometricC', 'RawCounts') AND c.modality = 'Thermal' AND c.camera IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_scene_edits_batch_id",
                table: "scene_edits");

            migrationBuilder.DropIndex(
                name: "ix_captures_scale_guessed",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "scale",
                table: "version_pairs");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "scene_edits");

            migrationBuilder.DropColumn(
                name: "scale",
                table: "scene_edits");

            migrationBuilder.DropColumn(
                name: "read_format",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "read_scale",
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
