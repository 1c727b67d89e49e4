using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class AttributeSuggestions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attribute_suggestions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pair_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    value = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    confidence = table.Column<float>(type: "real", nullable: false),
                    model_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    model_version = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    model_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    refused_by = table.Column<Guid>(type: "uuid", nullable: true),
                    refused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attribute_suggestions", x => x.id);
                    table.ForeignKey(
                        name: "fk_attribute_suggestions_asp_net_users_refused_by",
                        column: x => x.refused_by,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_attribute_suggestions_capture_pairs_pair_id",
                        column: x => x.pair_id,
                        principalTable: "capture_pairs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_attribute_suggestions_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "suggestion_requests",
                columns: table => new
                {
                    dataset_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    looked = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    problem = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suggestion_requests", x => x.dataset_id);
                    table.ForeignKey(
                        name: "fk_suggestion_requests_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_suggestion_requests_datasets_dataset_id",
                        column: x => x.dataset_id,
                        principalTable: "datasets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_suggestion_requests_teams_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_attribute_suggestions_pair_id_name_model_sha256",
                table: "attribute_suggestions",
                columns: new[] { "pair_id", "name", "model_sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_attribute_suggestions_refused_by",
                table: "attribute_suggestions",
                column: "refused_by");

            migrationBuilder.CreateIndex(
                name: "ix_attribute_suggestions_team_id",
                table: "attribute_suggestions",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_suggestion_requests_asked_at",
                table: "suggestion_requests",
                column: "asked_at",
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_suggestion_requests_team_id",
                table: "suggestion_requests",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_suggestion_requests_user_id",
                table: "suggestion_requests",
                column: "user_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attribute_suggestions");

            migrationBuilder.DropTable(
                name: "suggestion_requests");
        }
    }
}
