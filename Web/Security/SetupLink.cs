using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ThermalPortal.Web.Security;

/// <summary>The one-time word in the set-up link of a portal that has no account yet; new at each start, printed on the console.</summary>
internal sealed class SetupLink
{
    /// <summary>256 random bits, base64url.</summary>
    public string Token { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public bool Matches(string? token) =>
        token is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token));
}
