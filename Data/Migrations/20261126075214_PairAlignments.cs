using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class PairAlignments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double[]>(
                name: "visible_to_thermal",
                table: "version_pairs",
                type: "double precision[]",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "height",
                table: "captures",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "width",
                table: "captures",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "alignment_id",
                table: "capture_pairs",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "pair_alignments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pair_id = table.Column<Guid>(type: "uuid", nullable: false),
                    matrix = table.Column<double[]>(type: "double precision[]", nullable: true),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    points = table.Column<string>(type: "jsonb", nullable: false),
                    rms = table.Column<double>(type: "double precision", nullable: true),
                    misfit = table.Column<double>(type: "double precision", nullable: true),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true),
                    previous_id = table.Column<Guid>(type: "uuid", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pair_alignments", x => x.id);
                    table.ForeignKey(
                        name: "fk_pair_alignments_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_pair_alignments_capture_pairs_pair_id",
                        column: x => x.pair_id,
                        principalTable: "capture_pairs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_pair_alignments_pair_alignments_previous_id",
                        column: x => x.previous_id,
                        principalTable: "pair_alignments",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_pair_alignments_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_alignment_id",
                table: "capture_pairs",
                column: "alignment_id");

            migrationBuilder.CreateIndex(
                name: "ix_pair_alignments_batch_id",
                table: "pair_alignments",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_pair_alignments_pair_id",
                table: "pair_alignments",
                column: "pair_id");

            migrationBuilder.CreateIndex(
                name: "ix_pair_alignments_previous_id",
                table: "pair_alignments",
                column: "previous_id");

            migrationBuilder.CreateIndex(
                name: "ix_pair_alignments_team_id",
                table: "pair_alignments",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_pair_alignments_user_id",
                table: "pair_alignments",
                column: "user_id");

            migrationBuilder.AddForeignKey(
                name: "fk_capture_pairs_pair_alignments_alignment_id",
                table: "capture_pairs",
                column: "alignment_id",
                principalTable: "pair_alignments",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.Sql("UPDATE captures SET measured_at = NULL"); // sizes and face points are found when they are measured again
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_capture_pairs_pair_alignments_alignment_id",
                table: "capture_pairs");

            migrationBuilder.DropTable(
                name: "pair_alignments");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_alignment_id",
                table: "capture_pairs");

            migrationBuilder.DropColumn(
                name: "visible_to_thermal",
                table: "version_pairs");

            migrationBuilder.DropColumn(
                name: "height",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "width",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "alignment_id",
                table: "capture_pairs");
        }
    }
}
