using System.Diagnostics;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Benchmarks;

/// <summary>Whole translations by preset, steps, batch and type, random weights: aligned thermal face in, visible picture out, with guidance.</summary>
internal static class ModelBenchmark
{
    private const int Rounds = 10;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(6);

    public static void Run(CancellationToken cancellationToken)
    {
        var device = Compute.Device;
        string[] presets = device.type == DeviceType.CUDA ? ["small", "base", "paper"] : ["small", "base"];
        Console.WriteLine($"{device.type}, {get_num_threads()} threads; best of at most {Rounds}; memory is not measured here");
        Console.WriteLine("| preset | steps | batch | type | ms a picture | pictures/s | times 12 steps |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var preset in presets)
        {
            using var networks = ModelNetworks.Create(ModelPresets.All[preset]);
            networks.To(device);
            foreach (var low in Autocast.Pays(device) ? new[] { false, true } : [false])
                foreach (var batch in new[] { 1, 16 })
                {
                    var full = Milliseconds(networks, device, 12, batch, low, cancellationToken);
                    foreach (var (steps, ms) in new[] { (12, full), (4, Milliseconds(networks, device, 4, batch, low, cancellationToken)), (1, Milliseconds(networks, device, 1, batch, low, cancellationToken)) })
                        Console.WriteLine($"| {preset} | {steps} | {batch} | {(low ? "bf16" : "fp32")} | {ms / batch:0.0} | {1000 * batch / ms:0.0} | {full / ms:0.0} |");
                }
        }
    }

    private static double Milliseconds(ModelNetworks networks, Device device, int steps, int batch, bool low, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var (options, size) = (networks.Options, networks.Options.ImageSize);
        var translator = new LatentTranslator(networks.Autoencoder, networks.Translation, options.Attributes, device);
        var thermal = rand([batch, 1, size, size]) * 2 - 1;
        var weights = AttributeWeights.Null(options.Attributes, batch);
        long[] seeds = [.. Enumerable.Range(0, batch)];
        var (best, spent) = (double.PositiveInfinity, Stopwatch.StartNew());
        for (var round = 0; round <= Rounds && (round < 2 || spent.Elapsed < Enough); round++) // the first warms up
        {
            using var inner = NewDisposeScope();
            var watch = Stopwatch.StartNew();
            translator.Sample(thermal, weights, seeds, new() { Steps = steps, LowPrecision = low }, ct: cancellationToken).cpu();
            if (round > 0)
                best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }
        return best;
    }
}
