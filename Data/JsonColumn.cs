using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ThermalPortal.Data;

/// <summary>A value kept as one <c>jsonb</c> column, compared by its JSON.</summary>
internal static class JsonColumn
{
    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);

    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property) => property
        .HasColumnType("jsonb")
        .HasConversion(
            new ValueConverter<T, string>(value => Write(value), text => JsonSerializer.Deserialize<T>(text, _web)!),
            new ValueComparer<T>((a, b) => Write(a) == Write(b), value => Write(value).GetHashCode(StringComparison.Ordinal), value => value));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, _web);
}
