namespace ThermalPortal.Inference.Training;

/// <summary>A critic (<see cref="PatchDiscriminator"/>) that learns beside a stage and is listened to.</summary>
public sealed record CriticOptions
{
    /// <summary>Weight of its verdict, on top of its adaptive weight; 0 = no critic.</summary>
    public double Weight { get; init; }

    /// <summary>Share of the steps after which it begins to learn.</summary>
    public double Start { get; init; }

    /// <summary>Share of the steps it learns alone before it is listened to: an untrained critic's gradient is noise, and the adaptive weight would amplify it.</summary>
    public double Warmup { get; init; } = 0.1;

    /// <summary>Channels of its first layer.</summary>
    public int Width { get; init; } = 32;
}
