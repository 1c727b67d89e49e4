using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class ServerFoldersAndEmbeddedPhotos : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "expected",
                table: "uploads",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "folder",
                table: "uploads",
                type: "character varying(4096)",
                maxLength: 4096,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "problem",
                table: "uploads",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "root",
                table: "uploads",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "embedded_in",
                table: "image_items",
                type: "uuid",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "expected",
                table: "uploads");

            migrationBuilder.DropColumn(
                name: "folder",
                table: "uploads");

            migrationBuilder.DropColumn(
                name: "problem",
                table: "uploads");

            migrationBuilder.DropColumn(
                name: "root",
                table: "uploads");

            migrationBuilder.DropColumn(
                name: "embedded_in",
                table: "image_items");
        }
    }
}
