using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Experiments;

/// <summary>
/// How much a few real pairs help: for every person the model is tuned on the pairs of all others, then translates this person's pictures. Nobody is judged by a model that saw their face.
/// Stopped at any moment, the same call goes on.
/// </summary>
public sealed class FewShotRun(FewShotOptions options, Action<string>? report = null)
{
    /// <summary>Runs what is left; false when <paramref name="ct"/> stopped the training.</summary>
    /// <exception cref="InvalidDataException">A picture or weight file cannot be used; the message says which and why.</exception>
    public bool Run(CancellationToken ct)
    {
        using var judge = new IdentityJudge(options.Judge); // what cannot be used is better known before the training than after it
        using var detector = new FaceDetector(options.FaceModel);
        var size = ModelFolder.ReadOptions(options.Model).ImageSize;
        RealPairSet Load(int side) => RealPairSet.Load(options.RealPairs, detector, options.Crop, new EvaluationOptions { Size = side }, ct);
        var (set, stored) = (Load(size), Load(ImageStore));
        var (shipped, tuned) = (new RgbImage[set.Pairs.Count], new RgbImage[set.Pairs.Count]);
        Translate(options.Model, shipped, _ => true);
        foreach (var person in set.Pairs.Select(p => p.Person).Distinct())
        {
            var folder = Path.Combine(options.Folder, person);
            report?.Invoke($"Without {person}.");
            if (!Directory.Exists(Path.Combine(folder, "model")) && !Tune(stored, person, folder, ct))
                return false;
            Translate(Path.Combine(folder, "model"), tuned, i => set.Pairs[i].Person == person);
        }
        var pairs = set.Pairs.Count - set.Pairs.Count / (double)set.Pairs.Select(p => p.Person).Distinct().Count();
        var (scores, sheet) = RealPairEvaluation.Score(set, [("as it is", shipped), ($"tuned on the others' pairs (about {pairs:0}, {options.Steps} steps)", tuned)], judge);
        EvaluationWriter.Write(scores with { Trial = "tuned on the other people's pairs" }, sheet, Path.Combine(options.Folder, "reports", "real-pairs-few-shot"));
        return true;

        void Translate(string folder, RgbImage[] made, Func<int, bool> wanted)
        {
            using var model = ThermalToVisible.Load(folder);
            var translator = ModelTranslator.Of(model, options.Sampling, AttributeUse.Predicted);
            int[] rows = [.. Enumerable.Range(0, set.Pairs.Count).Where(wanted)];
            foreach (var (row, picture) in rows.Zip(translator.Translate([.. rows.Select(i => set.Faces[i].Picture.Input)], ct)))
                made[row] = picture;
        }
    }

    private const int ImageStore = 160; // crops are cut a little larger than they are shown to the networks, as all training pictures

    private bool Tune(RealPairSet set, string person, string folder, CancellationToken ct)
    {
        var data = Path.Combine(folder, "pairs");
        PairFolder.Write(data, set.Pairs.Zip(set.Faces).Select(p => (p.Second.Picture, p.First.Person == person ? "val" : "train")));
        return new ModelTraining(new()
        {
            DataFolders = [data, .. options.DataFolders], Folder = folder, Model = ModelFolder.ReadOptions(options.Model), StartFrom = options.Model, StoreSize = ImageStore, Loss = options.Loss,
            AutoencoderSteps = 0, AttributeSteps = 0, IdentitySteps = 0, TeacherSteps = 0, GuideSteps = 0, DiffusionSteps = 0, EstimateSteps = options.Steps,
            BatchSize = options.BatchSize, RateFactor = options.RateFactor,
        }, report).Run(ct);
    }
}
