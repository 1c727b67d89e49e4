namespace ThermalPortal.Inference.Metrics;

/// <summary>What comes before the convolutions of a branch; each looks at 3 x 3 pixels.</summary>
internal enum InceptionPool
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Mean at every pixel; what lies outside the picture does not count, as in TensorFlow.</summary>
    Mean,

    /// <summary>Maximum at every pixel.</summary>
    Maximum,

    /// <summary>Maximum at every other pixel, no padding: half the size.</summary>
    Halving,
}
