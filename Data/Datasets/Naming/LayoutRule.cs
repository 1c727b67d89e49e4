using System.Globalization;
using System.Text.RegularExpressions;

namespace ThermalPortal.Data.Datasets.Naming;

/// <summary>
/// One pattern of a layout and what a match means. Texts may name groups of the pattern: <c>{group}</c>, or <c>{group:n}</c> for a number without leading zeros.
/// </summary>
public sealed partial class LayoutRule
{
    private Regex? _regex;

    /// <summary>.NET regular expression on the path, ignoring case.</summary>
    public required string Pattern { get; init; }

    public required Modality Modality { get; init; }

    public string? Subject { get; init; }

    public string? Session { get; init; }

    public string? Pair { get; init; }

    public string? Variation { get; init; }

    public string? Split { get; init; }

    public bool Aligned { get; init; }

    public int Preference { get; init; }

    public string? Exclude { get; init; }

    /// <summary>What the path says, or null when the pattern does not match.</summary>
    public CaptureName? Read(string path)
    {
        var match = (_regex ??= Paths.Compile(Pattern)).Match(path);
        return !match.Success ? null : new CaptureName
        {
            Modality = Modality, Subject = Fill(Subject, match), Session = Fill(Session, match), PairKey = Fill(Pair, match), Variation = Fill(Variation, match),
            Split = Paths.SplitName(Fill(Split, match)), Aligned = Aligned, Preference = Preference, Exclude = Exclude,
        };
    }

    private static string? Fill(string? text, Match match) => text is null ? null : Placeholder().Replace(text, hole =>
    {
        var value = match.Groups[hole.Groups["group"].Value].Value;
        return hole.Groups["number"].Success && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : value;
    });

    [GeneratedRegex(@"\{(?<group>\w+)(?<number>:n)?\}")]
    private static partial Regex Placeholder();
}
