using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class CaptureQuality : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_captures_dataset_id_path",
                table: "captures");

            migrationBuilder.AddColumn<float>(
                name: "clipped",
                table: "captures",
                type: "real",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "faces",
                table: "captures",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "faults",
                table: "captures",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "hash",
                table: "captures",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "measured_at",
                table: "captures",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<float>(
                name: "sharpness",
                table: "captures",
                type: "real",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_captures_dataset_id_path",
                table: "captures",
                columns: new[] { "dataset_id", "path" },
                filter: "viewed_at IS NULL OR measured_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_captures_dataset_id_path",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "clipped",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "faces",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "faults",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "hash",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "measured_at",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "sharpness",
                table: "captures");

            migrationBuilder.CreateIndex(
                name: "ix_captures_dataset_id_path",
                table: "captures",
                columns: new[] { "dataset_id", "path" },
                filter: "viewed_at IS NULL");
        }
    }
}
