using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class DatasetViews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "frame_id",
                table: "captures",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "thumbnail_id",
                table: "captures",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "viewed_at",
                table: "captures",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_captures_dataset_id_path",
                table: "captures",
                columns: new[] { "dataset_id", "path" },
                filter: "viewed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_captures_frame_id",
                table: "captures",
                column: "frame_id");

            migrationBuilder.CreateIndex(
                name: "ix_captures_thumbnail_id",
                table: "captures",
                column: "thumbnail_id");

            migrationBuilder.AddForeignKey(
                name: "fk_captures_stored_files_frame_id",
                table: "captures",
                column: "frame_id",
                principalTable: "stored_files",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_captures_stored_files_thumbnail_id",
                table: "captures",
                column: "thumbnail_id",
                principalTable: "stored_files",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_captures_stored_files_frame_id",
                table: "captures");

            migrationBuilder.DropForeignKey(
                name: "fk_captures_stored_files_thumbnail_id",
                table: "captures");

            migrationBuilder.DropIndex(
                name: "ix_captures_dataset_id_path",
                table: "captures");

            migrationBuilder.DropIndex(
                name: "ix_captures_frame_id",
                table: "captures");

            migrationBuilder.DropIndex(
                name: "ix_captures_thumbnail_id",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "frame_id",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "thumbnail_id",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "viewed_at",
                table: "captures");
        }
    }
}
