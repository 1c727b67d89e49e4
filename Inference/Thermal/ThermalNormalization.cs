namespace ThermalPortal.Inference.Thermal;

/// <summary>How values become network input; stored with each model, because a network only understands what it was trained on.</summary>
public sealed record ThermalNormalization
{
    /// <summary>Use the fixed window for frames in C; false = percentiles for every frame.</summary>
    public bool UseWindow { get; init; } = true;

    /// <summary>Temperature mapped to -1, C.</summary>
    public float WindowLow { get; init; } = 20;

    /// <summary>Temperature mapped to +1, C.</summary>
    public float WindowHigh { get; init; } = 40;

    /// <summary>Percentile of the crop mapped to -1.</summary>
    public float LowPercentile { get; init; } = 1;

    /// <summary>Percentile of the crop mapped to +1.</summary>
    public float HighPercentile { get; init; } = 99;

    /// <summary>Share of pixels clipped at one end above which the window gets a warning.</summary>
    public float ClippedShare { get; init; } = 0.2f;
}
