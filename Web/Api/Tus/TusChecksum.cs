using System.Security.Cryptography;
using ThermalPortal.Data.Datasets.Incoming;

namespace ThermalPortal.Web.Api.Tus;

/// <summary>Reads <c>Upload-Checksum: sha256 base64</c>.</summary>
internal static class TusChecksum
{
    /// <summary>False: a checksum this portal cannot compare. An empty header is no checksum.</summary>
    public static bool TryRead(string header, out PieceChecksum? checksum)
    {
        checksum = null;
        if (header.Length == 0) return true;
        var parts = header.Split(' ', 2);
        // SHA-1 is here because the protocol demands it; it guards against accidents, not against attackers.
        (HashAlgorithmName Name, int Bytes)? algorithm = parts[0] switch { "sha1" => (HashAlgorithmName.SHA1, 20), "sha256" => (HashAlgorithmName.SHA256, 32), _ => null };
        if (algorithm is not { } known || parts.Length < 2) return false;
        var value = new byte[parts[1].Length];
        if (!Convert.TryFromBase64String(parts[1], value, out var count) || count != known.Bytes) return false;
        checksum = new PieceChecksum(known.Name, value[..count]);
        return true;
    }
}
