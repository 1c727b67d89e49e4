namespace ThermalPortal.Web.Security;

/// <summary>Section <c>Portal:Admin</c>: the first administrator, made at the first start without a set-up page.</summary>
public sealed record AdminOptions
{
    /// <summary>E-mail address; needs <see cref="Password"/>.</summary>
    public string? Email { get; init; }

    /// <summary>At least 10 characters.</summary>
    public string? Password { get; init; }

    /// <summary>A bearer token for this administrator, <c>tp_</c> and 40 characters or more.</summary>
    public string? ApiToken { get; init; }

    /// <summary>All errors at once, with their full keys; empty = valid.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (string.IsNullOrEmpty(Email) != string.IsNullOrEmpty(Password)) errors.Add("Portal:Admin:Email and Portal:Admin:Password must be set together.");
        if (Email is { Length: > 0 } && !Email.Contains('@', StringComparison.Ordinal)) errors.Add("Portal:Admin:Email must be an e-mail address.");
        if (Password is { Length: > 0 and < 10 }) errors.Add("Portal:Admin:Password must have 10 characters or more.");
        if (ApiToken is { Length: > 0 } && (ApiToken.Length < 43 || !ApiToken.StartsWith("tp_", StringComparison.Ordinal)))
            errors.Add("Portal:Admin:ApiToken must be tp_ and 40 characters or more.");
        if (ApiToken is { Length: > 0 } && string.IsNullOrEmpty(Email)) errors.Add("Portal:Admin:ApiToken needs Portal:Admin:Email and Portal:Admin:Password.");
        return errors;
    }
}
