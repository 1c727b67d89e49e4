using System.IO.Compression;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>What can be wrong with an archive or one of its entries.</summary>
internal static class ArchiveVerdicts
{
    private const string PackAgain = "Unpack it on your computer and upload the pictures, or pack them again.";

    public static readonly Refusal Empty = new("archive-empty", "The archive holds no files.", "Pack the pictures into it and upload it again.");

    public static readonly Refusal Password = new(
        "archive-password", "The file is protected by a password.", "Unpack the archive on your computer and upload the pictures.");

    public static readonly Refusal Link = new(
        "archive-link", "The entry is a link or device, not a file.", "Pack the file itself instead of a link to it.");

    public static readonly Refusal PathOutside = new(
        "archive-path", "The entry's name points outside the archive's folder.", "Pack the pictures again with plain names.");

    public static readonly Refusal Nested = new(
        "archive-nested", "The entry is an archive inside the archive.", "Unpack the inner archive and pack its pictures directly.");

    public static readonly Refusal NotHere = new(
        "archive", "This is an archive, not a picture.", "Upload it first; its pictures can be translated when they have been read.");

    public static Refusal Bomb(int ratio) => new(
        "archive-bomb", $"Unpacking yields more than {ratio} times the packed size; unpacking was stopped.",
        "If these are pictures, upload them without packing.");

    public static Refusal TooManyEntries(long count, int limit) => new(
        "archive-entries", $"The archive lists {count:N0} entries; {limit:N0} is the most.", "Split it into smaller archives.");

    public static Refusal TooMuchInAll(long limit) => new(
        "archive-size", $"The archive unpacks to more than {limit >> 30} GiB; the rest was left out.", "Split it into smaller archives.");

    public static Refusal DiskFull(long unpacked) => new(
        "disk-full", $"The portal's disk was full after {DiskSpace.Words(unpacked)} of it; the rest was left out.", "Free some space, or move Portal:DataFolder to a larger disk, then upload it again: what is here already is not stored twice.");

    public static Refusal Damaged(string detail) => new("archive-damaged", $"The archive is damaged or cut short: {detail}", PackAgain);

    public static Refusal DamagedEntry(string detail) => new("archive-damaged", $"This entry cannot be unpacked: {detail}", PackAgain);

    /// <summary>Office files, programs and e-books are zip archives too, but not of pictures.</summary>
    public static Refusal? Document(ZipArchive archive)
    {
        bool document = archive.GetEntry("[Content_Types].xml") is not null || archive.GetEntry("META-INF/MANIFEST.MF") is not null
            || archive.GetEntry("mimetype") is not null;
        return document
            ? new Refusal("not-an-image", "This is a document or program, not an archive of pictures.", "Upload the thermal pictures themselves.")
            : null;
    }
}
