using System.Security.Cryptography;
using System.Text;

namespace ThermalPortal.Data.Datasets.Splits;

/// <summary>
/// Deals people, never pictures, into train, validation and test: in the order of a keyed hash, filled by number of pairs, then people are exchanged between parts while that
/// brings the shares of the balanced attributes closer. The same people, options and seed give the same split, whatever order they come in.
/// </summary>
public static class SplitBuilder
{
    private const int Rounds = 4;
    private const int Candidates = 24;

    /// <summary>Part of each person by identity.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or an identity comes twice.</exception>
    public static IReadOnlyDictionary<string, DatasetPart> Build(IEnumerable<SplitIdentity> identities, SplitOptions options)
    {
        if (options.Validate() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(" ", errors), nameof(options));
        var people = identities.OrderBy(p => Hash(p.Key, options.Seed), StringComparer.Ordinal).ToArray();
        if (people.GroupBy(p => p.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Identity {twice.Key} comes twice: merge it first.", nameof(identities));
        var parts = Fill(people, options);
        new PartBalance(people, parts, options).Improve(Rounds, Candidates);
        return people.Select((p, i) => (p.Key, Part: parts[i])).ToDictionary(p => p.Key, p => p.Part, StringComparer.Ordinal);
    }

    /// <summary>Official parts first; the others go where most pairs are missing, test and validation before train.</summary>
    private static DatasetPart[] Fill(SplitIdentity[] people, SplitOptions options)
    {
        double all = people.Sum(p => p.Pairs);
        double[] missing = [all * (1 - options.Validation - options.Test), all * options.Validation, all * options.Test];
        var parts = new DatasetPart[people.Length];
        foreach (var official in new[] { true, false })
            for (var i = 0; i < people.Length; i++)
            {
                var kept = options.KeepOfficial ? people[i].Official : null;
                if (kept is not null != official)
                    continue;
                parts[i] = kept ?? Part(people[i].Pairs);
                missing[(int)parts[i]] -= people[i].Pairs;
            }
        return parts;

        DatasetPart Part(int pairs) => missing[(int)DatasetPart.Test] >= pairs / 2.0 ? DatasetPart.Test
            : missing[(int)DatasetPart.Validation] >= pairs / 2.0 ? DatasetPart.Validation : DatasetPart.Train;
    }

    private static string Hash(string key, string seed) => Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(seed), Encoding.UTF8.GetBytes(key)));
}
