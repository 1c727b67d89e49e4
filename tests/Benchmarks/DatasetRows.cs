using Npgsql;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Benchmarks;

/// <summary>Rows of a large dataset as an import and a worker would have left them; no bytes. Paths do not lie in the order of the rows.</summary>
internal static class DatasetRows
{
    /// <summary>Pairs of people, three quarters of them measured flawless, a quarter reviewed, a fiftieth sharing a scene, and a twentieth as many pictures without a partner.</summary>
    public static Task FillAsync(NpgsqlDataSource database, TeamScope team, Guid dataset, int pairs, int people, CancellationToken cancellationToken) => RunAsync(
        database, team, dataset, pairs, people,
        """
        CREATE TEMP TABLE n ON COMMIT DROP AS SELECT i, i % @people AS person, gen_random_uuid() AS thermal_file, gen_random_uuid() AS visible_file, gen_random_uuid() AS thermal_item,
          gen_random_uuid() AS visible_item, gen_random_uuid() AS thermal, gen_random_uuid() AS visible, i > @pairs AS alone FROM generate_series(1, @pairs + @pairs / 20) i;
        CREATE TEMP TABLE p ON COMMIT DROP AS SELECT i AS person, gen_random_uuid() AS id FROM generate_series(0, @people - 1) i;
        CREATE TEMP TABLE c ON COMMIT DROP AS SELECT i, person, alone, 'thermal' AS kind, thermal_file AS file, thermal_item AS item, thermal AS id FROM n
          UNION ALL SELECT i, person, alone, 'visible', visible_file, visible_item, visible FROM n WHERE NOT alone;
        INSERT INTO uploads (id, team_id, user_id, state, created_at, finished_at) VALUES (@upload, @team, @user, 'Finished', now(), now());
        INSERT INTO stored_files (id, team_id, sha256, bytes, media_type, created_at) SELECT file, @team, encode(sha256((@upload::text || kind || i)::bytea), 'hex'), 20000, 'image/png', now() FROM c;
        INSERT INTO image_items (id, team_id, upload_id, file_id, original_name, modality, verdict, badge, width, height, created_at)
          SELECT item, @team, @upload, file, i || kind, initcap(kind), 'Accepted', 'RadiometricC', 640, 480, now() FROM c;
        INSERT INTO subjects (id, team_id, dataset_id, key) SELECT id, @team, @dataset, 'person ' || lpad(person::text, 5, '0') FROM p;
        INSERT INTO captures (id, team_id, dataset_id, item_id, path, modality, subject_id, session, preference, other, tray, viewed_at, measured_at, sharpness, clipped, faces, faults, hash, embedding, same_scene_id, compared_at, created_at)
          SELECT c.id, @team, @dataset, item, 'person ' || lpad(c.person::text, 5, '0') || '/' || kind || '/' || lpad(i::text, 6, '0') || '.png', initcap(kind), p.id, (i % 3)::text, 0,
            jsonb_build_object('attr.sex', CASE c.person % 2 WHEN 0 THEN 'female' ELSE 'male' END, 'attr.glasses', CASE i % 3 WHEN 0 THEN 'clear' ELSE 'none' END),
            CASE WHEN alone THEN 'Unpaired' ELSE 'Paired' END, now(), now(), random() * 200, random() * .1, 1, CASE WHEN i % 8 = 0 THEN 1 WHEN i % 50 = 1 THEN 2 WHEN i % 50 = 2 THEN 4 ELSE 0 END,
            ('x' || substr(md5(c.id::text), 1, 16))::bit(64)::bigint,
            sha256((c.id || 'a')::bytea) || sha256((c.id || 'b')::bytea) || sha256((c.id || 'c')::bytea) || sha256((c.id || 'd')::bytea), CASE WHEN i % 100 < 2 THEN md5(kind || i / 100)::uuid END, now(), now()
          FROM c JOIN p ON p.person = c.person;
        INSERT INTO capture_pairs (id, team_id, dataset_id, thermal_id, visible_id, path, faults, sharpness, rule, aligned, review, created_at)
          SELECT gen_random_uuid(), @team, @dataset, t.id, v.id, t.path, t.faults | v.faults, least(t.sharpness / 12, v.sharpness / 20), 'NamingKey', false,
            CASE WHEN i % 20 = 0 THEN 'Rejected' WHEN i % 5 = 0 THEN 'Accepted' ELSE 'Open' END, now()
          FROM n JOIN captures t ON t.id = thermal JOIN captures v ON v.id = visible WHERE NOT alone;
        """, cancellationToken);

    /// <summary>A finished upload of that many thermal and visible files whose names say who belongs together; its id.</summary>
    public static async Task<Guid> UploadAsync(NpgsqlDataSource database, TeamScope team, int pairs, int people, CancellationToken cancellationToken) => await RunAsync(
        database, team, Guid.Empty, pairs, people,
        """
        CREATE TEMP TABLE c ON COMMIT DROP AS SELECT i, i % @people AS person, kind, gen_random_uuid() AS file FROM generate_series(1, @pairs) i, unnest(ARRAY['thermal', 'rgb']) kind;
        INSERT INTO uploads (id, team_id, user_id, state, created_at, finished_at) VALUES (@upload, @team, @user, 'Finished', now(), now());
        INSERT INTO stored_files (id, team_id, sha256, bytes, media_type, created_at) SELECT file, @team, encode(sha256((@upload::text || kind || i)::bytea), 'hex'), 20000, 'image/png', now() FROM c;
        INSERT INTO image_items (id, team_id, upload_id, file_id, original_name, modality, verdict, badge, width, height, created_at)
          SELECT gen_random_uuid(), @team, @upload, file, 'guest ' || person || '/' || kind || '/' || i || '.png', CASE kind WHEN 'rgb' THEN 'Visible' ELSE 'Thermal' END, 'Accepted', 'RadiometricC', 640, 480, now() FROM c;
        """, cancellationToken);

    private static async Task<Guid> RunAsync(NpgsqlDataSource database, TeamScope team, Guid dataset, int pairs, int people, string sql, CancellationToken cancellationToken)
    {
        var upload = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var statement in sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection, transaction) { CommandTimeout = 600 };
            foreach (var (name, value) in new (string, object)[] { ("team", team.TeamId), ("user", team.UserId), ("upload", upload), ("dataset", dataset), ("pairs", pairs), ("people", people) })
                if (statement.Contains('@' + name, StringComparison.Ordinal)) command.Parameters.AddWithValue(name, value);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        await using var analyse = database.CreateCommand("VACUUM ANALYZE"); // as the server does by itself after a while
        analyse.CommandTimeout = 600;
        await analyse.ExecuteNonQueryAsync(cancellationToken);
        return upload;
    }
}
