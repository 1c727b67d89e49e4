using ThermalPortal.Inference.Training;

namespace ThermalPortal.Inference.Experiments;

/// <summary>One row of the table: the whole method with a part taken away.</summary>
/// <param name="Key">Name of its folder.</param>
/// <param name="Name">Name of the row.</param>
/// <param name="From">Key of the row whose finished stages it takes over; null = random weights.</param>
/// <param name="Change">What is different from the whole method.</param>
internal sealed record AblationRow(string Key, string Name, string? From, Func<ModelTrainingOptions, ModelTrainingOptions> Change)
{
    /// <summary>False for a row that only lends its stages to others.</summary>
    public bool IsScored { get; init; } = true;

    /// <summary>Whether predicted attributes guide it; a model that never saw any is sampled without.</summary>
    public bool UsesAttributes { get; init; } = true;

    /// <summary>Too different to begin with the weights of a trained model: only compared where all rows begin with random ones.</summary>
    public bool IsOfRandomWeights { get; init; }

    /// <summary>Key of the model that is scored, where nothing has to be trained.</summary>
    public string ModelKey { get; init; } = Key;

    /// <summary>Share of the sampled residual; null = that of the whole table.</summary>
    public double? ResidualShare { get; init; }
}
