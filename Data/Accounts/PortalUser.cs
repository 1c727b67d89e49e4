using Microsoft.AspNetCore.Identity;

namespace ThermalPortal.Data.Accounts;

/// <summary>A person with an account. Portal administrators have the Identity role <see cref="AdminRole"/>.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    /// <summary>Name of the Identity role of a portal administrator.</summary>
    public const string AdminRole = "admin";

    public PortalUser() => Id = Guid.CreateVersion7();

    /// <summary>Name shown to others; the e-mail address where none was given.</summary>
    public string DisplayName { get; set; } = "";
}
