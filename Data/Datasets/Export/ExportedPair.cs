using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Datasets.Export;

/// <summary>A pair and the places of its pictures in an archive.</summary>
internal sealed record ExportedPair(VersionPair Pair, string Thermal, string Visible)
{
    public string ThermalSha256 => Pair.Content[..64];

    public string VisibleSha256 => Pair.Content[64..];

    /// <summary>How the visible picture lies on the thermal one; null: nobody said.</summary>
    public PlaneTransform? VisibleToThermal { get; } = Pair.VisibleToThermal is { } matrix ? new(matrix) : null;

    /// <summary>The pair's part as data sets call it.</summary>
    public static string PartName(DatasetPart part) => part switch { DatasetPart.Train => "train", DatasetPart.Validation => "validation", _ => "test" };

    /// <summary>Gives every picture a place of its own; two pictures of one path get a number before the ending.</summary>
    public static IReadOnlyList<ExportedPair> Place(IEnumerable<VersionPair> pairs, Func<VersionPair, string> folder)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. pairs.Select(p => new ExportedPair(p, Free(Placed(folder(p), p.ThermalPath)), Free(Placed(folder(p), p.VisiblePath))))];

        // What came out of such an archive lies in the folder already: it goes to the same place again.
        static string Placed(string folder, string path) => Safe(path) is var safe && safe.StartsWith(folder, StringComparison.Ordinal) ? safe : folder + safe;

        string Free(string path)
        {
            var ending = Path.GetExtension(path);
            var name = path;
            for (var n = 2; !taken.Add(name); n++)
                name = $"{path[..^ending.Length]}~{n}{ending}";
            return name;
        }
    }

    private static string Safe(string path) => string.Join('/', path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("." or "..")).Select(part => part.Replace(':', '_')));
}
