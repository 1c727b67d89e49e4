using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <inheritdoc />
    public partial class PairLabels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "labels",
                table: "capture_pairs",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "labels",
                table: "capture_pairs");
        }
    }
}
