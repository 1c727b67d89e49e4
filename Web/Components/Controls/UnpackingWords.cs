using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Web.Components.Controls;

/// <summary>How far an archive is, in words.</summary>
internal static class UnpackingWords
{
    public static string Heading(ArchiveProgress archive) => archive.Kept is null ? "Unpacking the archive…" : "Storing what was in the archive…";

    public static string Of(ArchiveProgress archive) => archive switch
    {
        { Kept: { } kept } => $"{kept:N0} of {archive.Files:N0} files stored.",
        { FilesInAll: { } all } => $"{archive.Files:N0} of {all:N0} files unpacked.",
        _ => $"{ByteSize.Of(archive.Bytes)} of {ByteSize.Of(archive.BytesInAll)} read, {archive.Files:N0} {(archive.Files == 1 ? "file" : "files")} so far.",
    };

    /// <summary>Share of the step that is going on, 0..1.</summary>
    public static double Share(ArchiveProgress archive) => archive switch
    {
        { Kept: { } kept } => Of(kept, archive.Files),
        { FilesInAll: { } all } => Of(archive.Files, all),
        _ => Of(archive.Bytes, archive.BytesInAll),
    };

    private static double Of(long done, long all) => all == 0 ? 0 : Math.Clamp((double)done / all, 0, 1);
}
