namespace ThermalPortal.Web.Security;

/// <summary>Names of the authorisation rules. Every endpoint and page names one of them, or says that it is for anybody.</summary>
public static class Policies
{
    /// <summary>A member of the team, in any role.</summary>
    public const string Read = "team-read";

    /// <summary>A member who may add pictures and run translations (annotator or more).</summary>
    public const string Write = "team-write";

    /// <summary>A member who may say what pairs are worth (reviewer or more).</summary>
    public const string Review = "team-review";

    /// <summary>A member who may remove for good what the team owns (team administrator).</summary>
    public const string Administer = "team-administer";

    /// <summary>Sign-in limit: 5 attempts a minute and address.</summary>
    public const string SignInLimit = "sign-in";

    /// <summary>API limit, a user or address.</summary>
    public const string ApiLimit = "api";
}
