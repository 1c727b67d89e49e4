using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThermalPortal.Data.Migrations
{
    /// <summary>NOTIFY portal_runs on every visible change of a run or its inputs, whoever writes it; payload teamId:runId.</summary>
    public partial class RunNotices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE FUNCTION portal_notify_run() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  PERFORM pg_notify('portal_runs', NEW.team_id || ':' || NEW.id);
                  RETURN NULL;
                END $$;

                CREATE FUNCTION portal_notify_input() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  PERFORM pg_notify('portal_runs', OLD.team_id || ':' || OLD.run_id);
                  RETURN NULL;
                END $$;

                CREATE TRIGGER run_added AFTER INSERT ON translation_runs FOR EACH ROW EXECUTE FUNCTION portal_notify_run();

                CREATE TRIGGER run_changed AFTER UPDATE ON translation_runs FOR EACH ROW
                  WHEN ((OLD.state, OLD.progress, OLD.reason, OLD.cancel_requested_at, OLD.dispatched_at, OLD.deleted_at)
                    IS DISTINCT FROM (NEW.state, NEW.progress, NEW.reason, NEW.cancel_requested_at, NEW.dispatched_at, NEW.deleted_at))
                  EXECUTE FUNCTION portal_notify_run();

                CREATE TRIGGER input_changed AFTER UPDATE OR DELETE ON translation_inputs FOR EACH ROW EXECUTE FUNCTION portal_notify_input();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER input_changed ON translation_inputs;
                DROP TRIGGER run_changed ON translation_runs;
                DROP TRIGGER run_added ON translation_runs;
                DROP FUNCTION portal_notify_input();
                DROP FUNCTION portal_notify_run();
                """);
        }
    }
}
