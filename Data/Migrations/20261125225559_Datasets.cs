using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class Datasets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "datasets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    consent = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    terms = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_datasets", x => x.id);
                    table.ForeignKey(
                        name: "fk_datasets_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_datasets_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "subjects",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dataset_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subjects", x => x.id);
                    table.ForeignKey(
                        name: "fk_subjects_datasets_dataset_id",
                        column: x => x.dataset_id,
                        principalTable: "datasets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_subjects_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "captures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dataset_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    path = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false),
                    modality = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: true),
                    session = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    variation = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    official_split = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    manifest_key = table.Column<string>(type: "text", nullable: true),
                    naming_key = table.Column<string>(type: "text", nullable: true),
                    captured_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    preference = table.Column<int>(type: "integer", nullable: false),
                    other = table.Column<string>(type: "jsonb", nullable: false),
                    tray = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    tray_reason = table.Column<string>(type: "text", nullable: true),
                    group_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_captures", x => x.id);
                    table.ForeignKey(
                        name: "fk_captures_datasets_dataset_id",
                        column: x => x.dataset_id,
                        principalTable: "datasets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_captures_image_items_item_id",
                        column: x => x.item_id,
                        principalTable: "image_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_captures_subjects_subject_id",
                        column: x => x.subject_id,
                        principalTable: "subjects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_captures_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "capture_pairs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dataset_id = table.Column<Guid>(type: "uuid", nullable: false),
                    thermal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    visible_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    aligned = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_capture_pairs", x => x.id);
                    table.ForeignKey(
                        name: "fk_capture_pairs_captures_thermal_id",
                        column: x => x.thermal_id,
                        principalTable: "captures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_capture_pairs_captures_visible_id",
                        column: x => x.visible_id,
                        principalTable: "captures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_capture_pairs_datasets_dataset_id",
                        column: x => x.dataset_id,
                        principalTable: "datasets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_capture_pairs_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_dataset_id_id",
                table: "capture_pairs",
                columns: new[] { "dataset_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_team_id",
                table: "capture_pairs",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_thermal_id",
                table: "capture_pairs",
                column: "thermal_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_visible_id",
                table: "capture_pairs",
                column: "visible_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_captures_dataset_id_item_id",
                table: "captures",
                columns: new[] { "dataset_id", "item_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_captures_dataset_id_tray_path",
                table: "captures",
                columns: new[] { "dataset_id", "tray", "path" });

            migrationBuilder.CreateIndex(
                name: "ix_captures_item_id",
                table: "captures",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_captures_subject_id",
                table: "captures",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_captures_team_id",
                table: "captures",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_datasets_team_id_name",
                table: "datasets",
                columns: new[] { "team_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_datasets_user_id",
                table: "datasets",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_subjects_dataset_id_key",
                table: "subjects",
                columns: new[] { "dataset_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_subjects_team_id",
                table: "subjects",
                column: "team_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "capture_pairs");

            migrationBuilder.DropTable(
                name: "captures");

            migrationBuilder.DropTable(
                name: "subjects");

            migrationBuilder.DropTable(
                name: "datasets");
        }
    }
}
