namespace ThermalPortal.Inference.Sampling;

/// <summary>Every sampler by the name a person may ask for. A new sampler is one file and one line here.</summary>
public static class Samplers
{
    /// <summary>The name of the default.</summary>
    public const string Default = "dpm++2m";

    /// <summary>Samplers of networks trained on <see cref="NoiseSchedule"/>; the tests hold each of them to the same contract.</summary>
    public static IReadOnlyDictionary<string, Sampler> All { get; } = new Dictionary<string, Sampler>(StringComparer.OrdinalIgnoreCase)
    {
        [Default] = DpmSolverPlusPlus2M.Sample,
        ["ddim"] = Ddim.Sample,
        ["unipc"] = UniPc.Sample,
        ["heun"] = Heun.Sample,
    };

    /// <summary>Samplers of networks trained on a path of its own, from the thermal latent; held to the same contract.</summary>
    public static IReadOnlyDictionary<string, Sampler> OfOtherPaths { get; } = new Dictionary<string, Sampler>(StringComparer.OrdinalIgnoreCase)
    {
        ["resshift"] = ResShift.Sample,
        ["flow"] = RectifiedFlow.Sample,
    };
}
