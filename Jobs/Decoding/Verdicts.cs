namespace ThermalPortal.Jobs.Decoding;

/// <summary>The refusals this project speaks itself; those about a format come from its reader.</summary>
internal static class Verdicts
{
    public const string TooSlowCode = "too-slow";

    public static readonly Refusal Cancelled = new("cancelled", "Reading was stopped.", "Upload it again.");

    public static readonly Refusal CrashedReader = new(
        "unreadable", "The file is damaged in a way that stopped its reader.",
        "Open it in another program and save it as PNG or TIFF, then upload that.");

    public static readonly Refusal NoFace = new(
        "no-face", "No face was found in this picture.",
        "Draw the crop by hand, or translate the whole frame (crop: none).");

    public static Refusal TooSlow(TimeSpan limit) => new(
        TooSlowCode, $"Reading this file took longer than {limit.TotalSeconds:0} seconds and was stopped.",
        "Save it as a plain PNG or TIFF, or make it smaller, then upload that.");

    public static Refusal TooMuchMemory(int mebibytes) => new(
        "too-much-memory", $"Reading this file needs more than {mebibytes} MiB of memory and was stopped.",
        "Make the picture smaller, or upload the camera's original file.");

    public static Refusal Unreadable(string detail) => new(
        "unreadable", $"The file could not be read: {detail}",
        "Open it in another program and save it as PNG or TIFF, then upload that.");

    public static readonly Refusal EmptyCrop = new(
        "empty-crop", "The crop holds one even temperature: there is nothing to translate.",
        "Draw the crop around the face, or check that the picture is a thermal one.");

    public static Refusal TooLarge(long bytes, long limit) => new(
        "too-large", $"The file has {bytes / 1048576.0:0.#} MiB; {limit >> 20} MiB is the most.",
        "Upload single pictures, not videos.");

    public static Refusal OtherArchive(string kind) => new(
        "archive-kind", $"This is a {kind} archive, which the portal does not open.", "Pack the pictures as a zip, tar or tar.gz, or upload them singly.");

    public static readonly Refusal NoBytes = new(
        "no-bytes", "The bytes of this file were not kept.", "Upload it again.");
}
