namespace ThermalPortal.Inference.Training;

/// <summary>The margin of the recognition net's loss.</summary>
public sealed record EmbeddingStageOptions
{
    /// <summary>Factor of all cosines, s.</summary>
    public double Scale { get; init; } = 24;

    /// <summary>How much nearer than the others the right person must be, m, as a cosine.</summary>
    public double Margin { get; init; } = 0.3;
}
