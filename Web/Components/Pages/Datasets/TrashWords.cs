using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Web.Components.Controls;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>What is in the trash, and what becomes of it, in words.</summary>
internal static class TrashWords
{
    private const int FewDays = 5;

    public static string About(TrashedDataset dataset) => dataset.State == DatasetState.OnlyVersions
        ? $"Its pictures are gone, but for those that its frozen {Versions(dataset)} {(dataset.Versions.Count == 1 ? "names" : "name")}. It cannot be restored; export a version to go on with it."
        : $"{dataset.Pairs:N0} {(dataset.Pairs == 1 ? "pair" : "pairs")}, {dataset.Pictures:N0} pictures, {ByteSize.Of(dataset.Bytes)}.";

    /// <summary>What remains of its days.</summary>
    public static string Remaining(TrashedDataset dataset, DateTimeOffset now) => dataset.State switch
    {
        DatasetState.Ending => "being removed",
        DatasetState.OnlyVersions => "kept for its versions",
        _ => Days(dataset, now) switch { <= 0 => "ends today", 1 => "1 day left", var days => $"{days:N0} days left" },
    };

    public static string Colour(TrashedDataset dataset, DateTimeOffset now) => dataset.State == DatasetState.InTrash && Days(dataset, now) <= FewDays ? "tp-count-bad" : dataset.State == DatasetState.Ending ? "tp-count-warn" : "tp-tag";

    /// <summary>What removing it for good means.</summary>
    public static string Warning(TrashedDataset dataset) => dataset switch
    {
        { State: DatasetState.OnlyVersions } => $"What was trained on its {Versions(dataset)} can then be neither checked nor made again. Files that other datasets or translations use stay. This cannot be undone.",
        { Versions.Count: 0 } => $"Up to {ByteSize.Of(dataset.Bytes)} are freed; files that other datasets or translations use stay. This cannot be undone.",
        _ => $"Up to {ByteSize.Of(dataset.Bytes)} are freed; files that other datasets or translations use stay. Its frozen {Versions(dataset)} can be kept, with the files {(dataset.Versions.Count == 1 ? "it names" : "they name")}: "
            + $"without {(dataset.Versions.Count == 1 ? "it" : "them")}, what was trained on {(dataset.Versions.Count == 1 ? "it" : "them")} can be neither checked nor made again. This cannot be undone.",
    };

    private static string Versions(TrashedDataset dataset) => dataset.Versions.Count == 1 ? "version" : $"{dataset.Versions.Count:N0} versions";

    private static int Days(TrashedDataset dataset, DateTimeOffset now) => (int)Math.Ceiling((dataset.ExpiresAt - now).TotalDays);
}
