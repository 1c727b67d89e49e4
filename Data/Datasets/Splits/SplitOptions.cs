namespace ThermalPortal.Data.Datasets.Splits;

/// <summary>How people are dealt out.</summary>
public sealed record SplitOptions
{
    /// <summary>Share of the pairs for validation, 0..0.5.</summary>
    public double Validation { get; init; } = 0.1;

    /// <summary>Share of the pairs for test, 0..0.5.</summary>
    public double Test { get; init; } = 0.1;

    /// <summary>Any text; another one gives another split, the same one the same split.</summary>
    public string Seed { get; init; } = "1";

    /// <summary>Attributes whose values the parts should hold in equal shares.</summary>
    public IReadOnlyList<string> Balance { get; init; } = [];

    /// <summary>Whether a data set's own parts are kept.</summary>
    public bool KeepOfficial { get; init; } = true;

    /// <summary>A session's name means one recording of several people: they stay in one part. Else the sessions of different people have nothing to do with each other.</summary>
    public bool SharedSessions { get; init; }

    /// <summary>Only pairs that a reviewer accepted; else also those nobody has looked at. Rejected ones never.</summary>
    public bool OnlyAccepted { get; init; }

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() => Seed is null || Balance is null ? ["The seed is a text and the labels to balance a list; leave them out rather than sending null."]
        : Validation is >= 0 and <= 0.5 && Test is >= 0 and <= 0.5 ? [] : [$"Validation and test take 0 to 50 % of the pairs each, not {Validation:p0} and {Test:p0}."];
}
