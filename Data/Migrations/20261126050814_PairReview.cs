using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class PairReview : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "review",
                table: "capture_pairs",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Open");

            migrationBuilder.AddColumn<string>(
                name: "review_comment",
                table: "capture_pairs",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reviewed_at",
                table: "capture_pairs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "reviewer_id",
                table: "capture_pairs",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_dataset_id_review",
                table: "capture_pairs",
                columns: new[] { "dataset_id", "review" });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_reviewer_id",
                table: "capture_pairs",
                column: "reviewer_id");

            migrationBuilder.AddForeignKey(
                name: "fk_capture_pairs_asp_net_users_reviewer_id",
                table: "capture_pairs",
                column: "reviewer_id",
                principalTable: "AspNetUsers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_capture_pairs_asp_net_users_reviewer_id",
                table: "capture_pairs");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_dataset_id_review",
                table: "capture_pairs");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_reviewer_id",
                table: "capture_pairs");

            migrationBuilder.DropColumn(
                name: "review",
                table: "capture_pairs");

            migrationBuilder.DropColumn(
                name: "review_comment",
                table: "capture_pairs");

            migrationBuilder.DropColumn(
                name: "reviewed_at",
                table: "capture_pairs");

            migrationBuilder.DropColumn(
                name: "reviewer_id",
                table: "capture_pairs");
        }
    }
}
