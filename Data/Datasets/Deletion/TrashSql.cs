namespace ThermalPortal.Data.Datasets.Deletion;

/// <summary>The statements by which <see cref="TrashWork"/> takes a dataset apart, in their order.</summary>
internal static class TrashSql
{
    /// <summary>Tables and columns with a foreign key to a table.</summary>
    public const string References =
        """
        SELECT k.conrelid::regclass::text, quote_ident(a.attname) FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND k.confrelid = @table::regclass ORDER BY 1, 2
        """;

    /// <summary>Removes captures and people; notes their items, uploads, thumbnails and frames.</summary>
    public const string Captures =
        """
        CREATE TEMP TABLE gone_files (id uuid) ON COMMIT DROP;
        CREATE TEMP TABLE gone_captures ON COMMIT DROP AS SELECT c.item_id, i.upload_id, c.thumbnail_id, c.frame_id FROM captures c JOIN image_items i ON i.id = c.item_id WHERE c.dataset_id = @id;
        INSERT INTO gone_files SELECT thumbnail_id FROM gone_captures WHERE thumbnail_id IS NOT NULL UNION SELECT frame_id FROM gone_captures WHERE frame_id IS NOT NULL;
        DELETE FROM captures WHERE dataset_id = @id;
        DELETE FROM subjects WHERE dataset_id = @id;
        """;

    /// <summary>Notes the uploads that were stopped some time ago, as if each had lost a capture.</summary>
    public const string Stopped =
        """
        CREATE TEMP TABLE gone_files (id uuid) ON COMMIT DROP;
        CREATE TEMP TABLE gone_captures ON COMMIT DROP AS SELECT NULL::uuid AS item_id, id AS upload_id FROM uploads WHERE state = 'Cancelled' AND finished_at <= @expired;
        """;

    /// <summary>Removes archives that were given up or whose days are over; notes their files.</summary>
    public const string Exports =
        """
        CREATE TEMP TABLE gone_files ON COMMIT DROP AS SELECT file_id AS id FROM version_exports WHERE ended_at <= @expired AND file_id IS NOT NULL;
        DELETE FROM version_exports WHERE ended_at <= @expired;
        """;

    /// <summary>Removes given up versions; notes their files and their archives'.</summary>
    public const string Versions =
        """
        CREATE TEMP TABLE gone_versions ON COMMIT DROP AS SELECT v.id FROM dataset_versions v JOIN datasets d ON d.id = v.dataset_id WHERE d.id = @id AND d.ends_versions;
        INSERT INTO gone_files SELECT thermal_file_id FROM version_pairs WHERE version_id IN (SELECT id FROM gone_versions) UNION SELECT visible_file_id FROM version_pairs WHERE version_id IN (SELECT id FROM gone_versions);
        INSERT INTO gone_files SELECT file_id FROM version_exports WHERE file_id IS NOT NULL AND version_id IN (SELECT id FROM gone_versions);
        DELETE FROM version_exports WHERE version_id IN (SELECT id FROM gone_versions);
        DELETE FROM version_pairs WHERE version_id IN (SELECT id FROM gone_versions);
        DELETE FROM dataset_versions WHERE id IN (SELECT id FROM gone_versions);
        """;

    /// <summary>
    /// Removes the items of the captures that nothing else names. Of an upload of which nothing is in use any more everything goes: the archive that was unpacked, its manifest, copies and what was refused.
    /// </summary>
    public static IEnumerable<string> Uploads(IReadOnlyList<(string Table, string Column)> references) =>
    [
        $"""
        CREATE TEMP TABLE gone_uploads ON COMMIT DROP AS
          SELECT u.id, EXISTS (SELECT FROM image_items i WHERE i.upload_id = u.id AND ({Named(references, "i.id")})) AS used FROM (SELECT DISTINCT upload_id AS id FROM gone_captures) u;
        CREATE TEMP TABLE gone_items ON COMMIT DROP AS
          SELECT i.id, i.file_id FROM image_items i JOIN gone_uploads u ON u.id = i.upload_id
          WHERE NOT u.used OR (i.id IN (SELECT item_id FROM gone_captures) AND NOT ({Named(references, "i.id")}));
        INSERT INTO gone_files SELECT file_id FROM gone_items WHERE file_id IS NOT NULL;
        ANALYZE gone_items;
        """,
        "DELETE FROM image_items WHERE id IN (SELECT id FROM gone_items)",
        "DELETE FROM uploads WHERE id IN (SELECT id FROM gone_uploads WHERE NOT used)",
    ];

    /// <summary>Removes noted files that nothing names, and notes their bytes.</summary>
    public static string Files(IReadOnlyList<(string Table, string Column)> references) =>
        $"""
        WITH gone AS (DELETE FROM stored_files f WHERE id IN (SELECT id FROM gone_files) AND NOT ({Named(references, "f.id")}) RETURNING sha256)
        INSERT INTO freed_blobs (sha256, noted_at) SELECT DISTINCT sha256, @now FROM gone ON CONFLICT DO NOTHING
        """;

    private static string Named(IReadOnlyList<(string Table, string Column)> references, string id) =>
        string.Join(" OR ", references.Select(r => $"EXISTS (SELECT FROM {r.Table} r WHERE r.{r.Column} = {id})"));
}
