using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace ThermalPortal.Data;

/// <summary>Many new rows at once by <c>COPY</c>: a hundred thousand take seconds, where tracking and inserting them takes half a minute.</summary>
internal static class BulkCopy
{
    /// <summary>Writes rows of the context's team in its transaction; they are not tracked. What they refer to has been saved before.</summary>
    public static async Task CopyAsync<T>(this PortalDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class, ITeamOwned
    {
        if (rows.Count == 0) return;
        var type = db.Model.FindEntityType(typeof(T))!;
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var columns = type.GetProperties().Select(p => (Name: p.GetColumnName(table)!, Value: Reader(p), Kind: p.GetColumnType(table).Split('(')[0])).ToArray(); // "character varying(20)" without its length
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var import = await connection.BeginBinaryImportAsync($"COPY {table.Name} ({string.Join(", ", columns.Select(c => c.Name))}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            row.TeamId = db.Scope.TeamId;
            await import.StartRowAsync(cancellationToken);
            foreach (var (_, value, kind) in columns)
                if (value(row) is { } known) await import.WriteAsync(known, kind, cancellationToken);
                else await import.WriteNullAsync(cancellationToken);
        }
        await import.CompleteAsync(cancellationToken);
    }

    private static Func<object, object?> Reader(IProperty property)
    {
        var (member, converter) = (property.PropertyInfo!, property.GetTypeMapping().Converter);
        return row => member.GetValue(row) is { } value ? converter is null ? value : converter.ConvertToProvider(value) : null;
    }
}
