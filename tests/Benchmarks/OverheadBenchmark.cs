using System.Diagnostics;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Benchmarks;

/// <summary>
/// What the denoiser's forward costs beside the work of the kernels: a network of the same calls, but 8 channels wide, does hardly any work, so its time is nearly all calls. Its share of the real
/// network's time is the most that anything outside libtorch's kernels can take.
/// </summary>
internal static class OverheadBenchmark
{
    private const int Rounds = 30;

    public static void Run(CancellationToken cancellationToken)
    {
        Console.WriteLine($"U-Net forward, fp32, CPU, {get_num_threads()} threads, best of {Rounds} in turn");
        Console.WriteLine("| preset | batch | ms | same calls, 8 channels, ms | outside kernels, at most |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var preset in new[] { "tiny", "small" })
        {
            var real = ModelPresets.All[preset].Denoiser with { Identity = false };
            var thin = real with { ModelChannels = 8, HeadWidth = 8, StateSize = 1, ContextWidth = 8, ModulationWidth = 8, FusionWidth = 8, Multipliers = [.. real.Multipliers.Select(_ => 1)] };
            foreach (var batch in new[] { 1, 16 })
            {
                using var scope = NewDisposeScope();
                using var _ = inference_mode();
                var (whole, calls) = (Forward(real, preset, batch), Forward(thin, preset, batch));
                var (ms, callsMs) = (double.PositiveInfinity, double.PositiveInfinity);
                for (var round = 0; round < Rounds; round++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    (ms, callsMs) = (Math.Min(ms, Once(whole)), Math.Min(callsMs, Once(calls)));
                }
                Console.WriteLine($"| {preset} | {batch} | {ms:0.0} | {callsMs:0.0} | {callsMs / ms:0.00} |");
            }
        }
    }

    private static Action Forward(DenoiserOptions options, string preset, int batch)
    {
        var schema = ModelPresets.All[preset].Attributes;
        var net = new TranslationNet(options, schema);
        var size = ModelPresets.All[preset].ImageSize;
        var condition = net.Condition(rand(batch, 1, size, size));
        var (x, t, weights) = (randn(batch, options.LatentChannels, options.LatentSize, options.LatentSize), full(batch, 500f), AttributeWeights.Null(schema, batch));
        return () => net.forward(x, t, weights, condition).Dispose();
    }

    private static double Once(Action forward)
    {
        using var scope = NewDisposeScope();
        var watch = Stopwatch.StartNew();
        forward();
        return watch.Elapsed.TotalMilliseconds;
    }
}
