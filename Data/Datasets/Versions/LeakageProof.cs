namespace ThermalPortal.Data.Datasets.Versions;

/// <summary>What of one part is seen in another: looked for when a version is frozen, and kept in it.</summary>
public sealed record LeakageProof
{
    /// <summary>People in more than one part.</summary>
    public int People { get; init; }

    /// <summary>Recordings in more than one part: the sessions of a person, or the sessions of all where their names are shared.</summary>
    public int Recordings { get; init; }

    /// <summary>Groups of near duplicates in more than one part.</summary>
    public int Duplicates { get; init; }

    /// <summary>Groups in more than one part that show the same scene, found by embeddings alone.</summary>
    public int Scenes { get; init; }

    /// <summary>Pictures whose hashes and embeddings were compared.</summary>
    public int Compared { get; init; }

    /// <summary>Pictures that could not be compared: not measured and compared yet, or not readable.</summary>
    public int NotCompared { get; init; }

    /// <summary>Most differing bits of two hashes that count as near duplicates.</summary>
    public int Distance { get; init; }

    /// <summary>What was found, in words; the first of each kind.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Nothing was found, and everything was looked at.</summary>
    public bool Holds => (People, Recordings, Duplicates, Scenes, NotCompared) == (0, 0, 0, 0, 0);

    /// <summary>Everything that is not as it should be, in a sentence each; empty when the proof holds.</summary>
    public IEnumerable<string> Findings()
    {
        if (People > 0) yield return $"{People:N0} {(People == 1 ? "person is" : "people are")} in more than one part.";
        if (Recordings > 0) yield return $"{Recordings:N0} {(Recordings == 1 ? "recording is" : "recordings are")} in more than one part.";
        if (Duplicates > 0) yield return $"{Duplicates:N0} {(Duplicates == 1 ? "group" : "groups")} of near duplicates {(Duplicates == 1 ? "lies" : "lie")} in more than one part.";
        if (Scenes > 0) yield return $"{Scenes:N0} {(Scenes == 1 ? "scene is" : "scenes are")} shown in more than one part.";
        if (NotCompared > 0) yield return $"{NotCompared:N0} {(NotCompared == 1 ? "picture has" : "pictures have")} not been compared: not measured and compared yet, or not readable.";
    }
}
