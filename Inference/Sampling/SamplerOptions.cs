using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>What samplers may be told beside their nodes.</summary>
public sealed record SamplerOptions
{
    /// <summary>The schedule the network was trained with.</summary>
    public NoiseSchedule Schedule { get; init; } = NoiseSchedule.Default;

    /// <summary>DDIM only: share of fresh noise a step, 0 (none, default) to 1 (that of DDPM).</summary>
    public double Eta { get; init; }

    /// <summary>Fresh noise for the step that leaves node i, standard normal, shaped like the state; needed when <see cref="Eta"/> is above 0, and by ResShift.</summary>
    public Func<int, Tensor>? StepNoise { get; init; }

    /// <summary>DPM-Solver++ only: a first-order last step below 10 nodes, as the official code does. Off: our last node still has noise.</summary>
    public bool FirstOrderLastStep { get; init; }

    /// <summary>ResShift only: the path the network was trained on.</summary>
    public ShiftSchedule Shift { get; init; } = ShiftSchedule.Default;
}
