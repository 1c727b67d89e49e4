using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class GalleryTrashFaces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_datasets_team_id_name",
                table: "datasets");

            migrationBuilder.DropIndex(
                name: "ix_captures_dataset_id_tray_path",
                table: "captures");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_dataset_id_id",
                table: "capture_pairs");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_dataset_id_review",
                table: "capture_pairs");

            migrationBuilder.AddColumn<string>(
                name: "thermal_picture",
                table: "version_pairs",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "visible_picture",
                table: "version_pairs",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "deleted_at",
                table: "datasets",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "deleted_by",
                table: "datasets",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "emptied_at",
                table: "datasets",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ended_at",
                table: "datasets",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ends_versions",
                table: "datasets",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "people",
                table: "dataset_versions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "test",
                table: "dataset_versions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "train",
                table: "dataset_versions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "validation",
                table: "dataset_versions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "found_faces",
                table: "captures",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "faults",
                table: "capture_pairs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "path",
                table: "capture_pairs",
                type: "character varying(1024)",
                maxLength: 1024,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<float>(
                name: "sharpness",
                table: "capture_pairs",
                type: "real",
                nullable: false,
                defaultValue: 0f);

            migrationBuilder.CreateTable(
                name: "freed_blobs",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    noted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_freed_blobs", x => x.sha256);
                });

            migrationBuilder.Sql(
                """
                UPDATE capture_pairs p SET path = t.path, faults = t.faults | v.faults, sharpness = least(coalesce(t.sharpness, 0) / 12, coalesce(v.sharpness, 0) / 20)
                FROM captures t, captures v WHERE t.id = p.thermal_id AND v.id = p.visible_id;
                UPDATE dataset_versions v SET train = c.train, validation = c.validation, test = c.test, people = c.people
                FROM (SELECT version_id, count(*) FILTER (WHERE part = 'Train') AS train, count(*) FILTER (WHERE part = 'Validation') AS validation, count(*) FILTER (WHERE part = 'Test') AS test,
                        count(DISTINCT subject) AS people FROM version_pairs GROUP BY version_id) c
                WHERE c.version_id = v.id;
                CREATE TEMP TABLE sizes ON COMMIT DROP AS SELECT DISTINCT ON (file_id) file_id, jsonb_build_object('width', width, 'height', height, 'faces', NULL) AS size
                  FROM image_items WHERE width > 0 AND height > 0 ORDER BY file_id, id;
                UPDATE version_pairs p SET thermal_picture = s.size FROM sizes s WHERE s.file_id = p.thermal_file_id;
                UPDATE version_pairs p SET visible_picture = s.size FROM sizes s WHERE s.file_id = p.visible_file_id;
                UPDATE captures SET measured_at = NULL; -- faces are kept from now on: everything is looked at again
                """);

            migrationBuilder.CreateIndex(
                name: "ix_datasets_deleted_at",
                table: "datasets",
                column: "deleted_at",
                filter: "deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_datasets_deleted_by",
                table: "datasets",
                column: "deleted_by");

            migrationBuilder.CreateIndex(
                name: "ix_datasets_team_id_name",
                table: "datasets",
                columns: new[] { "team_id", "name" },
                unique: true,
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_captures_dataset_id_tray_faults",
                table: "captures",
                columns: new[] { "dataset_id", "tray", "faults" },
                filter: "faults <> 0")
                .Annotation("Npgsql:IndexInclude", new[] { "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_captures_dataset_id_tray_group_id_path_id",
                table: "captures",
                columns: new[] { "dataset_id", "tray", "group_id", "path", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_dataset_id_id",
                table: "capture_pairs",
                columns: new[] { "dataset_id", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_dataset_id_path_id",
                table: "capture_pairs",
                columns: new[] { "dataset_id", "path", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_dataset_id_path_id1",
                table: "capture_pairs",
                columns: new[] { "dataset_id", "path", "id" },
                filter: "faults <> 0")
                .Annotation("Npgsql:IndexInclude", new[] { "team_id", "faults", "review" });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_dataset_id_review_path_id",
                table: "capture_pairs",
                columns: new[] { "dataset_id", "review", "path", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_dataset_id_sharpness_id",
                table: "capture_pairs",
                columns: new[] { "dataset_id", "sharpness", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "team_id", "review" });

            migrationBuilder.AddForeignKey(
                name: "fk_datasets_asp_net_users_deleted_by",
                table: "datasets",
                column: "deleted_by",
                principalTable: "AspNetUsers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_datasets_asp_net_users_deleted_by",
                table: "datasets");

            migrationBuilder.DropTable(
                name: "freed_blobs");

            migrationBuilder.DropIndex(
                name: "ix_datasets_deleted_at",
                table: "datasets");

            migrationBuilder.DropIndex(
                name: "ix_datasets_deleted_by",
                table: "datasets");

            migrationBuilder.DropIndex(
                name: "ix_datasets_team_id_name",
                table: "datasets");

            migrationBuilder.DropIndex(
                name: "ix_captures_dataset_id_tray_faults",
                table: "captures");

            migrationBuilder.DropIndex(
                name: "ix_captures_dataset_id_tray_group_id_path_id",
                table: "captures");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_dataset_id_id",
                table: "capture_pairs");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_dataset_id_path_id",
                table: "capture_pairs");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_dataset_id_path_id1",
                table: "capture_pairs");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_dataset_id_review_path_id",
                table: "capture_pairs");

            migrationBuilder.DropIndex(
                name: "ix_capture_pairs_dataset_id_sharpness_id",
                table: "capture_pairs");

            migrationBuilder.DropColumn(
                name: "thermal_picture",
                table: "version_pairs");

            migrationBuilder.DropColumn(
                name: "visible_picture",
                table: "version_pairs");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "datasets");

            migrationBuilder.DropColumn(
                name: "deleted_by",
                table: "datasets");

            migrationBuilder.DropColumn(
                name: "emptied_at",
                table: "datasets");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "datasets");

            migrationBuilder.DropColumn(
                name: "ends_versions",
                table: "datasets");

            migrationBuilder.DropColumn(
                name: "people",
                table: "dataset_versions");

            migrationBuilder.DropColumn(
                name: "test",
                table: "dataset_versions");

            migrationBuilder.DropColumn(
                name: "train",
                table: "dataset_versions");

            migrationBuilder.DropColumn(
                name: "validation",
                table: "dataset_versions");

            migrationBuilder.DropColumn(
                name: "found_faces",
                table: "captures");

            migrationBuilder.DropColumn(
                name: "faults",
                table: "capture_pairs");

            migrationBuilder.DropColumn(
                name: "path",
                table: "capture_pairs");

            migrationBuilder.DropColumn(
                name: "sharpness",
                table: "capture_pairs");

            migrationBuilder.CreateIndex(
                name: "ix_datasets_team_id_name",
                table: "datasets",
                columns: new[] { "team_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_captures_dataset_id_tray_path",
                table: "captures",
                columns: new[] { "dataset_id", "tray", "path" });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_dataset_id_id",
                table: "capture_pairs",
                columns: new[] { "dataset_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_capture_pairs_dataset_id_review",
                table: "capture_pairs",
                columns: new[] { "dataset_id", "review" });
        }
    }
}
