namespace ThermalPortal.Web.Security;

/// <summary>Where a form may send the browser next: this portal only.</summary>
internal static class LocalUrl
{
    /// <summary><paramref name="url"/> when it is a path of this portal, else the first page.</summary>
    public static string OrHome(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && Uri.IsWellFormedUriString(url, UriKind.Relative) ? url : "/";
}
