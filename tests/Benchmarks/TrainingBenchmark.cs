using System.Diagnostics;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Benchmarks;

/// <summary>Steps a second of each stage of training, without nets that compare pictures.</summary>
internal static class TrainingBenchmark
{
    private const int Batch = 16, Warm = 2, Steps = 6;

    public static void Run(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("thermalportal-").FullName;
        try
        {
            NoisePairs.Write(Path.Combine(folder, "data"));
            Console.WriteLine($"{(Autocast.Pays(Compute.Device) ? "bf16" : "fp32")}, {Compute.Device.type}, {get_num_threads()} threads, batch {Batch}; identity and perceptual terms left out");
            Console.WriteLine("| preset | stage | steps/s | pictures/s |");
            Console.WriteLine("|---|---|---|---|");
            foreach (var preset in new[] { "tiny", "small" })
                foreach (var stage in new[] { "autoencoder", "attributes", "estimate", "diffusion" })
                    Time(folder, preset, stage, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Time(string folder, string preset, string stage, CancellationToken cancellationToken)
    {
        int Of(string name) => name == stage ? Warm + Steps : 0;
        var (watch, done) = (new Stopwatch(), 0);
        var options = new ModelTrainingOptions
        {
            DataFolders = [Path.Combine(folder, "data")], Folder = Path.Combine(folder, preset + stage), Model = ModelPresets.All[preset], BatchSize = Batch, LogEvery = 1, IdentitySteps = 0, TeacherSteps = 0, GuideSteps = 0,
            AutoencoderSteps = Of("autoencoder"), AttributeSteps = Of("attributes"), EstimateSteps = Of("estimate"), DiffusionSteps = Of("diffusion"),
        };
        new ModelTraining(options, line =>
        {
            if (!line.StartsWith("step ", StringComparison.Ordinal))
                return;
            if (++done == Warm)
                watch.Start();
            if (done == Warm + Steps)
                watch.Stop();
        }).Run(cancellationToken);
        Console.WriteLine($"| {preset} | {stage} | {Steps / watch.Elapsed.TotalSeconds:0.00} | {Batch * Steps / watch.Elapsed.TotalSeconds:0.0} |");
    }
}
