using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>Trains a <see cref="FaceEmbeddingNet"/> from folders with manifests and says how well it tells people of a split it has not seen apart. Stopped at any moment, the same call goes on.</summary>
public sealed class EmbeddingTraining(EmbeddingTrainingOptions options, Action<string>? report = null)
{
    private const int Batch = 32;

    /// <summary>Runs what is left; null when <paramref name="ct"/> stopped it, else how it does on the held-out split: gallery = first session, probes = last session, by cosine.</summary>
    /// <exception cref="InvalidDataException">A manifest or picture cannot be used; or nobody can be told apart.</exception>
    public IdentityReport? Run(CancellationToken ct)
    {
        Compute.Seed(options.Seed); // initial weights
        var sources = options.DataFolders.Select(f => Manifest.Read(f, AttributeSchema.Default)).ToArray();
        using var train = PairStore.Load(sources.Select(s => (IReadOnlyList<TrainingPair>)[.. s.Where(p => p.Split == "train" && p.Points is not null)]), options.ImageSize);
        report?.Invoke($"{train.Pairs.Count} training pictures of {train.Pairs.Select(p => p.Subject).Distinct().Count()} people.");
        var training = new TrainingOptions { Folder = options.Folder, Steps = options.Steps, BatchSize = options.BatchSize, LearningRate = options.LearningRate, Seed = options.Seed };
        using var stage = new EmbeddingStage(options.ImageSize, options.Margin, training, train);
        if (new Trainer(stage, training).Run(report, ct) < options.Steps)
            return null;
        ModuleWeights.Save(stage.Trained, Path.Combine(options.Folder, FaceEmbeddingNet.WeightsName), ScalarType.Float16);
        using var net = FaceEmbeddingNet.Load(options.Folder).to(Compute.Device);
        return Score(net, [.. sources.SelectMany(s => s.Where(p => p.Split == options.Split && p.Points is not null))]);
    }

    private IdentityReport Score(FaceEmbeddingNet net, IReadOnlyList<TrainingPair> pairs)
    {
        if (pairs.Select(p => p.Session).Distinct().Count() < 2)
            throw new InvalidDataException($"Split {options.Split} has no second session of anybody: nobody can be recognised in it. The net itself is written.");
        using var store = PairStore.Load([pairs], options.ImageSize);
        var templates = new List<FaceTemplate>();
        foreach (var rows in Enumerable.Range(0, store.Pairs.Count).Select(i => (long)i).Chunk(Batch))
        {
            using var scope = NewDisposeScope();
            using var _ = inference_mode();
            var batch = Augmentation.Batch(store, rows, options.ImageSize, null).To(Compute.Device);
            var values = net.Describe(batch.Visible, batch.Points).data<float>().ToArray();
            templates.AddRange(rows.Select((row, i) => new FaceTemplate(store.Pairs[(int)row].Subject, values[(i * FaceEmbeddingNet.Width)..((i + 1) * FaceEmbeddingNet.Width)])));
        }
        var (first, last) = (store.Pairs.Min(p => p.Session), store.Pairs.Max(p => p.Session));
        FaceTemplate[] Of(int session) => [.. templates.Where((_, i) => store.Pairs[i].Session == session)];
        var gallery = Of(first);
        var people = gallery.Select(t => t.Identity).ToHashSet(StringComparer.Ordinal);
        return IdentityComparison.Compare([.. Of(last).Where(t => people.Contains(t.Identity))], gallery);
    }
}
