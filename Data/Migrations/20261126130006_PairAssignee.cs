using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class PairAssignee : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "assignee_id",
                table: "capture_pairs",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_assignee_id",
                table: "capture_pairs",
                column: "assignee_id");

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_dataset_id_assignee_id_path_id",
                table: "capture_pairs",
                columns: new[] { "dataset_id", "assignee_id", "path", "id" },
                filter: "assignee_id IS NOT NULL")
                .Annotation("Npgsql:IndexInclude", new[] { "team_id", "review" });

            migrationBuilder.AddForeignKey(
                name: "fk_capture_pairs_users_assignee_id",
                table: "capture_pairs",
                column: "assignee_id",
                principalTable: "AspNetUsers",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_capture_pairs_users_assignee_id",
                table: "capture_pairs");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_assignee_id",
                table: "capture_pairs");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_dataset_id_assignee_id_path_id",
                table: "capture_pairs");

            migrationBuilder.DropColumn(
                name: "assignee_id",
                table: "capture_pairs");
        }
    }
}
