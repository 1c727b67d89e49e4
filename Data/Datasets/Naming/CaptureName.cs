namespace ThermalPortal.Data.Datasets.Naming;

/// <summary>What a file's path says about its capture.</summary>
public sealed record CaptureName
{
    public required Modality Modality { get; init; }

    /// <summary>Who is shown, in the identity space of the data set, such as <c>speakingfaces:12</c>; null = not said.</summary>
    public string? Subject { get; init; }

    /// <summary>Recording session or trial; null = not said.</summary>
    public string? Session { get; init; }

    /// <summary>Captures of one moment share it; null = not said.</summary>
    public string? PairKey { get; init; }

    /// <summary>Pose, expression, light or the like, as the data set calls it.</summary>
    public string? Variation { get; init; }

    /// <summary>The data set's own split: train, val or test; null = none.</summary>
    public string? Split { get; init; }

    /// <summary>The data set says that this picture lies on its partner pixel by pixel.</summary>
    public bool Aligned { get; init; }

    /// <summary>Among several partners for one thermal picture the smallest is taken.</summary>
    public int Preference { get; init; }

    /// <summary>Why this picture must not be paired; null = it may.</summary>
    public string? Exclude { get; init; }
}
