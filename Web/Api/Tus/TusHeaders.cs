using System.Globalization;
using ThermalPortal.Data.Datasets.Incoming;

namespace ThermalPortal.Web.Api.Tus;

/// <summary>Names of the protocol, and the numbers in its headers.</summary>
internal static class TusHeaders
{
    public const string Resumable = "Tus-Resumable", Versions = "Tus-Version", Extension = "Tus-Extension", MaxSize = "Tus-Max-Size", ChecksumAlgorithm = "Tus-Checksum-Algorithm";
    public const string Length = "Upload-Length", Offset = "Upload-Offset", Metadata = "Upload-Metadata", Checksum = "Upload-Checksum", Expires = "Upload-Expires";
    public const string Version = "1.0.0", PieceType = "application/offset+octet-stream";

    /// <summary>The status the protocol gives to a piece that changed on its way.</summary>
    public const int ChecksumDiffers = 460;

    /// <summary>A header's number of bytes; null: missing, negative or none.</summary>
    public static long? Number(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Tells how far a file is and until when it waits.</summary>
    public static void Tell(HttpResponse response, IncomingFile file)
    {
        response.Headers[Offset] = Text(file.Offset);
        response.Headers[Expires] = file.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
    }
}
