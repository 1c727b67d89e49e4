using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class SceneEdits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "scene",
                table: "version_pairs",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "camera",
                table: "captures",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "scene_edit_id",
                table: "captures",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "scene_edits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    capture_id = table.Column<Guid>(type: "uuid", nullable: false),
                    emissivity = table.Column<double>(type: "double precision", nullable: true),
                    reflected = table.Column<double>(type: "double precision", nullable: true),
                    previous_id = table.Column<Guid>(type: "uuid", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scene_edits", x => x.id);
                    table.ForeignKey(
                        name: "fk_scene_edits_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_scene_edits_captures_capture_id",
                        column: x => x.capture_id,
                        principalTable: "captures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_scene_edits_scene_edits_previous_id",
                        column: x => x.previous_id,
                        principalTable: "scene_edits",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_scene_edits_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_captures_scene_edit_id",
                table: "captures",
                column: "scene_edit_id");

            migrationBuilder.CreateIndex(
                name: "ix_scene_edits_capture_id",
                table: "scene_edits",
                column: "capture_id");

            migrationBuilder.CreateIndex(
                name: "ix_scene_edits_previous_id",
                table: "scene_edits",
                column: "previous_id");

            migrationBuilder.CreateIndex(
                name: "ix_scene_edits_team_id",
                table: "scene_edits",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_scene_edits_user_id",
                table: "scene_edits",
                column: "user_id");

            migrationBuilder.AddForeignKey(
                name: "fk_captures_scene_edits_scene_edit_id",
                table: "captures",
                column: "scene_edit_id",
                principalTable: "scene_edits",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            // Radiometric pictures are looked at once more: their calibration was not kept before.
            migrationBuilder.Sql("UPDATE captures c SET measured_at = NULL FROM image_items i WHERE i.id = c.item_id AND i.badge = 'RadiometricC' AND c.modality = 'Thermal'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_captures_scene_edits_scene_edit_id",
                table: "captures");

            migrationBuilder.DropTable(
                name: "scene_edits");

            migrationBuilder.DropIndex(
                name: "ix_captures_scene_edit_id",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "scene",
                table: "version_pairs");

            migrationBuilder.DropColumn(
                name: "camera",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "scene_edit_id",
                table: "captures");
        }
    }
}
