using System.Text.RegularExpressions;

namespace ThermalPortal.Data.Datasets.Naming;

/// <summary>A pattern somebody wrote: a regular expression with the named groups <c>key</c> and <c>mod</c>, and if wanted <c>subject</c>, <c>session</c>, <c>variation</c>, <c>split</c>.</summary>
public sealed class PatternNaming : ICaptureNaming
{
    private static readonly string[] Required = ["key", "mod"];
    private readonly Regex _regex;

    /// <exception cref="ArgumentException">The pattern cannot be used; the message says why.</exception>
    public PatternNaming(string pattern)
    {
        _regex = Paths.Compile(pattern);
        var missing = Required.Except(_regex.GetGroupNames()).Select(g => $"(?<{g}>...)").ToArray();
        if (missing.Length > 0)
            throw new ArgumentException($"The pattern lacks {string.Join(" and ", missing)}: pictures of one moment share the key, mod says thermal or visible.", nameof(pattern));
    }

    public string Name => "Your pattern";

    public CaptureName? Read(string path)
    {
        var match = _regex.Match(path);
        return !match.Success ? null : new CaptureName
        {
            Modality = Paths.ModalityOf(match.Groups["mod"].Value), PairKey = Value("key"), Subject = Value("subject"), Session = Value("session"), Variation = Value("variation"),
            Split = Paths.SplitName(Value("split")),
        };

        string? Value(string group) => match.Groups[group] is { Success: true, Value.Length: > 0 } found ? found.Value : null;
    }
}
