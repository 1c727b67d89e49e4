namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A real thermal picture and its aligned visible partner.</summary>
/// <param name="Name">Name of the pair.</param>
/// <param name="Person">Key of the person; pairs of one person share it.</param>
/// <param name="ThermalFile">Full path.</param>
/// <param name="VisibleFile">Full path.</param>
public sealed record RealPair(string Name, string Person, string ThermalFile, string VisibleFile)
{
    // Figures of SpeakingFaces (MIT): time1..5 show one person. pos6 and s1_full may show one woman and are counted as one, so that
    // neither is ever an impostor of the other.
    private static readonly Dictionary<string, string> SamePerson = new(StringComparer.Ordinal)
    {
        ["time1"] = "time", ["time2"] = "time", ["time3"] = "time", ["time4"] = "time", ["time5"] = "time", ["s1_full"] = "pos6",
    };

    /// <summary>All pairs <c>NAME_thr.png</c> and <c>NAME_vis.png</c> of a folder, by name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static IReadOnlyList<RealPair> Read(string folder)
    {
        const string Thermal = "_thr.png";
        RealPair[] pairs = [.. Directory.EnumerateFiles(folder, "*" + Thermal).Order(StringComparer.Ordinal)
            .Select(t => (Thermal: t, Visible: t[..^Thermal.Length] + "_vis.png", Name: Path.GetFileName(t)[..^Thermal.Length]))
            .Where(p => File.Exists(p.Visible))
            .Select(p => new RealPair(p.Name, SamePerson.GetValueOrDefault(p.Name, p.Name), p.Thermal, p.Visible))];
        return pairs.Length > 0 ? pairs : throw new InvalidDataException($"{folder} holds no pairs NAME_thr.png and NAME_vis.png.");
    }
}
