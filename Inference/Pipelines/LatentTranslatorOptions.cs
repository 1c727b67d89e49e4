namespace ThermalPortal.Inference.Pipelines;

/// <summary>How a batch is sampled.</summary>
public sealed record LatentTranslatorOptions
{
    /// <summary>Network evaluations, 1..100.</summary>
    public int Steps { get; init; } = 4;

    /// <summary>Attribute guidance w: 1 = none, one pass a step; above 1 two passes.</summary>
    public double Guidance { get; init; } = 1.5;

    /// <summary>Factor of the starting noise, 0..1: below 1 samples differ less and stay nearer to the most likely face. Null = the model's own.</summary>
    public double? Temperature { get; init; }

    /// <summary>Share of the sampled residual that is added to the thermal estimate, 0..1: below 1 a diffusion that is not trained enough spoils the estimate less. Null = the model's own.</summary>
    public double? ResidualShare { get; init; }

    /// <summary>How much of what a second stage adds is taken, 0..1; 0 is the first stage alone. Models without one do not care.</summary>
    public double DetailStrength { get; init; } = 1;

    /// <summary>Share of what a person's statements add to the thermal features, at guidance 1. Null = the model's own.</summary>
    public double? StatementShare { get; init; }

    /// <summary>Runs in bf16 where the device computes in it.</summary>
    public bool LowPrecision { get; init; } = true;
}
