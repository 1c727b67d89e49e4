using NetVips;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

/// <summary>Small pictures of blurred noise, one pattern a seed, taken for people's faces.</summary>
internal sealed class TinyPeople : IDisposable
{
    /// <summary>Side of the pictures, pixels.</summary>
    public const int Side = 48;

    private static readonly float[] Face = [16, 20, 32, 20, 24, 28, 18, 34, 30, 34];
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    /// <summary>Random weights, made so large that different pictures get clearly different descriptors.</summary>
    public static FaceDescriptorNet Descriptor()
    {
        var net = new FaceDescriptorNet();
        using var _ = no_grad();
        foreach (var parameter in net.parameters())
            if (parameter.dim() > 1)
                parameter.mul_(1.6);
        return net;
    }

    /// <summary>A pair whose thermal picture shows the same pattern as warmth.</summary>
    public TrainingPair Pair(string subject, int seed)
    {
        var (visible, thermal) = (Path.Combine(_root, $"{seed}.png"), Path.Combine(_root, $"{seed}t.png"));
        using var noise = Image.Gaussnoise(6, 6, mean: 128, sigma: 60, seed: seed).Resize(8);
        using var colour = noise.Bandjoin(noise, noise).Cast(Enums.BandFormat.Uchar);
        colour.Pngsave(visible);
        using var warm = noise.Linear([10], [29000]).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16); // otherwise written with 8 bits
        warm.Pngsave(thermal);
        return new TrainingPair(subject, 1, "train", thermal, visible, [-1], Face);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
