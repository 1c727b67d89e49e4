using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Benchmarks;

/// <summary>Tensors that stay behind after a thousand translations (preset nano, one step each with a preview) and after two hundred steps of training, and the memory of the process.</summary>
internal static class LeakBenchmark
{
    private const int Translations = 1000, Warm = 100, TrainingSteps = 200;

    public static void Run(CancellationToken cancellationToken)
    {
        using var pipeline = new ThermalToVisible(ModelNetworks.Create(ModelPresets.Nano), "hash", CPU);
        var size = ModelPresets.Nano.ImageSize;
        var random = new Random(1);
        void Translate(long seed) => pipeline.Translate([new TranslateInput([.. Enumerable.Range(0, size * size).Select(_ => (float)random.NextDouble())], [seed], new Dictionary<string, string>())],
            new() { Steps = 1 }, step => step.Preview(), cancellationToken);
        Console.WriteLine("| translations | live tensors | resident, MiB |");
        Console.WriteLine("|---|---|---|");
        for (var i = 0; i <= Translations + Warm; i++)
        {
            if (i >= Warm && (i - Warm) % (Translations / 4) == 0)
                Console.WriteLine($"| {i - Warm} | {DisposeScopeManager.Statistics.ThreadTotalLiveCount} | {Environment.WorkingSet / 1024.0 / 1024:0} |");
            Translate(i);
        }
        Train(cancellationToken);
    }

    private static void Train(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("thermalportal-").FullName;
        try
        {
            NoisePairs.Write(Path.Combine(folder, "data"));
            Console.WriteLine("| training steps | live tensors | resident, MiB |");
            Console.WriteLine("|---|---|---|");
            new ModelTraining(new()
            {
                DataFolders = [Path.Combine(folder, "data")], Folder = Path.Combine(folder, "run"), Model = ModelPresets.Nano, BatchSize = 4, StoreSize = 40, LogEvery = TrainingSteps / 4,
                AutoencoderSteps = 0, AttributeSteps = 0, IdentitySteps = 0, EstimateSteps = 0, TeacherSteps = 0, GuideSteps = 0, DiffusionSteps = TrainingSteps,
            }, line =>
            {
                if (line.StartsWith("step ", StringComparison.Ordinal))
                    Console.WriteLine($"| {line.Split('/')[0]["step ".Length..]} | {DisposeScopeManager.Statistics.ThreadTotalLiveCount} | {Environment.WorkingSet / 1024.0 / 1024:0} |");
            }).Run(cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
