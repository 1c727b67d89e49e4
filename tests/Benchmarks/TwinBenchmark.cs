using System.Diagnostics;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Tests.Processes;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Benchmarks;

/// <summary>The networks of preset small here and in PyTorch (tests/Reference/twin), turn by turn, with the same weights, threads and device.</summary>
internal static class TwinBenchmark
{
    private const int Threads = 2, LeastRounds = 3, Rounds = 40, Steps = 4;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(8);

    public static void Run(CancellationToken cancellationToken)
    {
        if (!PythonTwin.IsPresent)
        {
            Console.WriteLine(PythonTwin.Absent);
            return;
        }
        set_num_threads(Threads);
        var device = Compute.Device;
        var folder = Directory.CreateTempSubdirectory("thermalportal-").FullName;
        try
        {
            using (var fresh = ModelNetworks.Create(ModelPresets.Small))
                ModelFolder.Save(folder, fresh);
            using var networks = ModelFolder.Load(folder);
            networks.To(device);
            using var twin = new TwinProcess(folder, device.type == DeviceType.CUDA ? "cuda" : "cpu");
            Table(networks, twin, device, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Table(ModelNetworks networks, TwinProcess twin, Device device, CancellationToken cancellationToken)
    {
        var compiled = device.type == DeviceType.CUDA;
        Console.WriteLine($"preset small, {ModelPresets.Small.ImageSize} px, {device.type}, {Threads} threads; ms, best of at most {Rounds} in turn; a translation is {Steps} steps with guidance");
        Console.WriteLine($"| network | batch | type | C# | PyTorch | C# / PyTorch |{(compiled ? " compiled | C# / compiled |" : "")}");
        Console.WriteLine($"|---|---|---|---|---|---|{(compiled ? "---|---|" : "")}");
        foreach (var low in Autocast.Pays(device) ? new[] { false, true } : [false])
            foreach (var (network, batch) in new[] { ("unet", 1), ("unet", 16), ("decoder", 1), ("decoder", 16), ("translation", 1) })
            {
                var work = new TwinCase(network, batch, low);
                var (ours, eager, faster) = Best(networks, twin, work, device, compiled, cancellationToken);
                Console.WriteLine($"| {network} | {batch} | {(low ? "bf16" : "fp32")} | {ours:0.0} | {eager:0.0} | {ours / eager:0.00} |{(compiled ? $" {faster:0.0} | {ours / faster:0.00} |" : "")}");
            }
    }

    private static (double Ours, double Eager, double Compiled) Best(ModelNetworks networks, TwinProcess twin, TwinCase work, Device device, bool compiled, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        var run = Work(networks, work, device);
        Once(run, work, device);
        var (ours, eager, faster) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        var spent = Stopwatch.StartNew();
        for (var round = 0; round < Rounds && (round < LeastRounds || spent.Elapsed < Enough); round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ours = Math.Min(ours, Once(run, work, device));
            eager = Math.Min(eager, twin.Once(work, "eager"));
            if (compiled)
                faster = Math.Min(faster, twin.Once(work, "compiled"));
        }
        return (ours, eager, faster);
    }

    private static Action Work(ModelNetworks networks, TwinCase work, Device device)
    {
        var (options, net, size) = (networks.Options, networks.Translation, networks.Options.ImageSize);
        var thermal = rand([work.Batch, 1, size, size], device: device) * 2 - 1;
        var noise = randn([work.Batch, options.Denoiser.LatentChannels, options.Denoiser.LatentSize, options.Denoiser.LatentSize], device: device);
        var weights = AttributeWeights.Null(options.Attributes, work.Batch).to(device);
        if (work.Network == "translation")
        {
            var translator = new LatentTranslator(networks.Autoencoder, net, options.Attributes, device);
            long[] seeds = [.. Enumerable.Range(0, work.Batch)];
            return () => translator.Sample(thermal, weights, seeds, new() { Steps = Steps, LowPrecision = work.LowPrecision });
        }
        var condition = net.Condition(thermal);
        var (details, t) = (net.Details(condition.Features), full([work.Batch], 500f, device: device));
        return work.Network == "unet" ? () => net.forward(noise, t, weights, condition) : () => networks.Autoencoder.Decode(noise, details);
    }

    private static double Once(Action run, TwinCase work, Device device)
    {
        using var scope = NewDisposeScope();
        using var cast = Autocast.Begin(device, work.LowPrecision && work.Network != "translation"); // the translator casts by itself
        var watch = Stopwatch.StartNew();
        run();
        if (device.type == DeviceType.CUDA)
            cuda.synchronize();
        return watch.Elapsed.TotalMilliseconds;
    }
}
