using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class VersionExports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "version_exports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    format = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    pseudonymous = table.Column<bool>(type: "boolean", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    written = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    problem = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_version_exports", x => x.id);
                    table.ForeignKey(
                        name: "fk_version_exports_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_version_exports_dataset_versions_version_id",
                        column: x => x.version_id,
                        principalTable: "dataset_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_version_exports_stored_files_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_version_exports_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_version_exports_asked_at",
                table: "version_exports",
                column: "asked_at",
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_version_exports_ended_at",
                table: "version_exports",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "ix_version_exports_file_id",
                table: "version_exports",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "ix_version_exports_team_id",
                table: "version_exports",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_version_exports_user_id",
                table: "version_exports",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_version_exports_version_id_format_pseudonymous",
                table: "version_exports",
                columns: new[] { "version_id", "format", "pseudonymous" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "version_exports");
        }
    }
}
