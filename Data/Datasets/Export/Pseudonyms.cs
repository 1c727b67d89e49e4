using System.Security.Cryptography;
using System.Text;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Data.Datasets.Export;

/// <summary>
/// Takes names out of what is written: people, sessions and files get numbers, and of the labels stay places in the picture, and values that at least two people share; what only one person has may tell who it is. The faces
/// are what they are: nobody becomes anonymous by this.
/// </summary>
public static class Pseudonyms
{
    /// <summary>The same pairs and parts, in an order that says nothing of names, but is always the same.</summary>
    public static VersionContent Of(VersionContent content)
    {
        var people = Numbered(content, content.Pairs.Select(p => p.Subject));
        var sessions = Numbered(content, content.Pairs.Select(p => p.Session).OfType<string>());
        var shared = content.Pairs.SelectMany(p => p.Labels.Select(l => (Label: (l.Key, l.Value), p.Subject))).GroupBy(l => l.Label, l => l.Subject)
            .Where(g => g.Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any()).Select(g => g.Key).ToHashSet();
        return content with { Pseudonymous = true, Pairs = [.. content.Pairs.OrderBy(p => Mixed(content, p.Content), StringComparer.Ordinal).Select(Renamed)] };

        VersionPair Renamed(VersionPair pair, int n) => new()
        {
            Id = pair.Id, TeamId = pair.TeamId, VersionId = pair.VersionId, ThermalFileId = pair.ThermalFileId, VisibleFileId = pair.VisibleFileId, Content = pair.Content, Part = pair.Part, ThermalPicture = pair.ThermalPicture,
            VisiblePicture = pair.VisiblePicture, Aligned = pair.Aligned, VisibleToThermal = pair.VisibleToThermal, Scene = pair.Scene, Scale = pair.Scale,
            ThermalPath = $"thermal/{n + 1:000000}{Path.GetExtension(pair.ThermalPath)}", VisiblePath = $"visible/{n + 1:000000}{Path.GetExtension(pair.VisiblePath)}",
            Subject = $"person-{people[pair.Subject]:0000}", Session = pair.Session is { } session ? $"session-{sessions[session]:0000}" : null,
            Labels = pair.Labels.Where(l => CocoFace.Columns.Contains(l.Key) || CocoPerson.Columns.Contains(l.Key, StringComparer.OrdinalIgnoreCase) || shared.Contains((l.Key, l.Value))).ToDictionary(),
        };
    }

    private static Dictionary<string, int> Numbered(VersionContent content, IEnumerable<string> names) =>
        names.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(name => Mixed(content, name.ToUpperInvariant()), StringComparer.Ordinal)
            .Select((name, n) => (name, n)).ToDictionary(p => p.name, p => p.n + 1, StringComparer.OrdinalIgnoreCase);

    private static string Mixed(VersionContent content, string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{content.Version.Sha256} {name}")));
}
