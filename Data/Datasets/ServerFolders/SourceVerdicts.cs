using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Datasets.ServerFolders;

/// <summary>Why a file of the server is not taken.</summary>
public static class SourceVerdicts
{
    internal static FileVerdict Link { get; } = FileVerdict.Rejected("link", "This is a link, and links are not followed.", "Put the file itself there, or choose the folder the link leads to.");

    internal static FileVerdict Empty { get; } = FileVerdict.Rejected("empty", "The file is empty.", "Copy it again from the camera.");

    /// <summary>The system refused to read it.</summary>
    public static FileVerdict Unreadable(string detail) =>
        FileVerdict.Rejected("source-unreadable", $"The server could not read this: {detail}", "Let the account that runs the portal read it, then import the folder again.");

    /// <summary>Larger than any picture, and no archive.</summary>
    public static FileVerdict TooLarge(long bytes, long limit) => FileVerdict.Rejected(
        "too-large", $"The file has {DiskSpace.Words(bytes)}; {DiskSpace.Words(limit)} is the most for a picture.", "Only archives (zip, tar, tar.gz) may be larger.");
}
