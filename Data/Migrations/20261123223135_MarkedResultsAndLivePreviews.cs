using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class MarkedResultsAndLivePreviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "marked_file_id",
                table: "translation_results",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "live_previews",
                columns: table => new
                {
                    input_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    png = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_live_previews", x => x.input_id);
                    table.ForeignKey(
                        name: "fk_live_previews_translation_inputs_input_id",
                        column: x => x.input_id,
                        principalTable: "translation_inputs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_live_previews_translation_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "translation_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_translation_results_marked_file_id",
                table: "translation_results",
                column: "marked_file_id");

            migrationBuilder.CreateIndex(
                name: "ix_live_previews_run_id",
                table: "live_previews",
                column: "run_id");

            migrationBuilder.AddForeignKey(
                name: "fk_translation_results_stored_files_marked_file_id",
                table: "translation_results",
                column: "marked_file_id",
                principalTable: "stored_files",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_translation_results_stored_files_marked_file_id",
                table: "translation_results");

            migrationBuilder.DropTable(
                name: "live_previews");

            migrationBuilder.DropIndex(
                name: "ix_translation_results_marked_file_id",
                table: "translation_results");

            migrationBuilder.DropColumn(
                name: "marked_file_id",
                table: "translation_results");
        }
    }
}
