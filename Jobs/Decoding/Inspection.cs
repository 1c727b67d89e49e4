using System.IO.Compression;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>Reads one file and says what it is. Runs in the decoder process.</summary>
internal static class Inspection
{
    /// <summary>Refusals of pictures that may be good photographs, the other half of a pair.</summary>
    private static readonly string[] _mayBeVisible = ["ordinary-photo", "unknown-palette", "too-large"];

    public static InspectReply Of(InspectRequest request, CancellationToken cancellationToken)
    {
        string file = request.File;
        var head = ReadHead(file);
        if (FileKind.IsZip(head) || FileKind.IsTar(head)) return new InspectReply { IsArchive = true };
        if (FileKind.IsGzip(head)) return HoldsTar(file) ? new InspectReply { IsArchive = true } : new InspectReply { Refusal = Verdicts.OtherArchive("gzip") };
        if (FileKind.OtherArchive(head) is { } kind) return new InspectReply { Refusal = Verdicts.OtherArchive(kind) };
        return Read(file, cancellationToken) switch
        {
            ThermalReadResult.Accepted { Frame: var frame } => WithPhoto(frame, request.PhotoFile, cancellationToken),
            ThermalReadResult.Rejected no when _mayBeVisible.Contains(no.Code) && RgbImageReader.Read(File.ReadAllBytes(file), out _, cancellationToken) is { } photo =>
                new InspectReply { IsVisible = true, Refusal = new Refusal(no.Code, no.Reason, no.Advice), Width = photo.Width, Height = photo.Height },
            ThermalReadResult.Rejected no => new InspectReply { Refusal = new Refusal(no.Code, no.Reason, no.Advice) },
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no verdict."),
        };
    }

    private static InspectReply WithPhoto(ThermalFrame frame, string? photoFile, CancellationToken cancellationToken)
    {
        var reply = new InspectReply
        {
            Badge = Enum.Parse<Data.Datasets.RadiometryBadge>(frame.Badge.ToString()), Width = frame.Width, Height = frame.Height, Repairs = [.. frame.Warnings.Where(w => w.Repair).Select(w => new Repair(w.Code, w.Text))],
        };
        if (photoFile is null || frame.EmbeddedVisible is not { } embedded) return reply;
        if (VisiblePhoto.Read(embedded, out string? reason, cancellationToken) is not { } photo) return reply with { Repairs = [.. reply.Repairs, new Repair("photo-damaged", $"The photo that the camera put inside the file cannot be read: {reason}")] };
        File.WriteAllBytes(photoFile, photo.Bytes);
        return reply with { Photo = new InsidePhoto(photoFile, photo.Width, photo.Height) };
    }

    /// <summary>True for an archive of any kind.</summary>
    public static bool IsArchive(string file) => FileKind.IsArchive(ReadHead(file));

    /// <summary>Reads a thermal picture, its size bounded before a byte is loaded.</summary>
    public static ThermalReadResult Read(string file, CancellationToken cancellationToken)
    {
        long bytes = new FileInfo(file).Length;
        if (bytes > ImageLimits.FileBytes)
        {
            var refusal = Verdicts.TooLarge(bytes, ImageLimits.FileBytes);
            return new ThermalReadResult.Rejected(refusal.Code, refusal.Reason, refusal.Advice);
        }
        return ThermalFrameReader.Read(File.ReadAllBytes(file), cancellationToken: cancellationToken);
    }

    private static byte[] ReadHead(string file)
    {
        using var stream = File.OpenRead(file);
        return ReadHead(stream);
    }

    private static byte[] ReadHead(Stream stream)
    {
        byte[] head = new byte[FileKind.HeadBytes];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static bool HoldsTar(string file)
    {
        using var stream = File.OpenRead(file);
        using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
        try
        {
            return FileKind.IsTar(ReadHead(unpacked));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
