namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>How an evaluation runs.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Split of the manifest.</summary>
    public string Split { get; init; } = "test";

    /// <summary>Side of all pictures, pixels.</summary>
    public int Size { get; init; } = 128;

    /// <summary>Pictures a call of a translator.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Most people taken, in the order of the manifest; 0 = all.</summary>
    public int People { get; init; }

    /// <summary>Seed of the first picture; the others count up.</summary>
    public long FirstSeed { get; init; } = 1;

    /// <summary>What was frozen before: its pictures are scored, and everything else must be as it says; see <see cref="Following"/>. Null = as the other options say.</summary>
    public FrozenProtocol? Protocol { get; init; }

    /// <summary>Draws of each bootstrap.</summary>
    public int Resamples { get; init; } = Bootstrap.Resamples;

    /// <summary>Label columns that get a table of subgroups.</summary>
    public IReadOnlyList<string> Subgroups { get; init; } = ["sex", "age_group", "skin_tone", "glasses", "facial_hair", EvaluationManifest.Pose];

    /// <summary>Most training pictures averaged for the mean face, spread evenly over the manifest; 0 = no mean face.</summary>
    public int MeanFacePictures { get; init; } = 1000;

    /// <summary>Rows of the contact sheet.</summary>
    public int SheetRows { get; init; } = 16;

    /// <summary>The same, on the pictures of a protocol with its seeds and resamples; the size stays that of the model, which must be the protocol's.</summary>
    public EvaluationOptions Following(FrozenProtocol? protocol) => protocol is null ? this : this with { Protocol = protocol, Split = protocol.Split, FirstSeed = protocol.FirstSeed, Resamples = protocol.Resamples };

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Size is < 16 or > 1024)
            errors.Add($"Size must be 16 to 1024 pixels, not {Size}.");
        if (Batch is < 1 or > 1024)
            errors.Add($"Batch must be 1 to 1024, not {Batch}.");
        if (People < 0 || SheetRows < 0 || Resamples < 1 || MeanFacePictures < 0)
            errors.Add("People, SheetRows and MeanFacePictures must not be negative, Resamples at least 1.");
        return errors;
    }
}
