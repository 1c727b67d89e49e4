using System.Text;

namespace ThermalPortal.Web.Api.Tus;

/// <summary>What a sender says about a file.</summary>
/// <param name="Name">File name or relative path.</param>
/// <param name="MediaType">As told; the content decides.</param>
/// <param name="Sha256">What all bytes must hash to, 64 lower-case hexadecimal digits; null: not told.</param>
internal sealed record TusMetadata(string Name, string MediaType, string? Sha256)
{
    /// <summary>Reads <c>key base64,key base64</c>; null: it is none.</summary>
    public static TusMetadata? Read(string header)
    {
        if (header.Any(c => c is < ' ' or > '~')) return null;
        Dictionary<string, string> values = [];
        foreach (var pair in header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = pair.Split(' ', 2);
            if (Decode(parts.Length == 2 ? parts[1] : "") is not { } value) return null;
            values[parts[0]] = value;
        }

        var sha256 = values.GetValueOrDefault("sha256")?.ToLowerInvariant();
        if (sha256 is not null && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit))) return null;
        return new TusMetadata(Given(values, "filename") ?? "file", Given(values, "filetype") ?? "application/octet-stream", sha256);
    }

    private static string? Given(Dictionary<string, string> values, string key) => values.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;

    private static string? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }
}
