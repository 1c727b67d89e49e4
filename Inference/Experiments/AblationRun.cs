using System.Globalization;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training;
using TorchSharp;

namespace ThermalPortal.Inference.Experiments;

/// <summary>
/// Trains the method and the method without each of its parts, and scores all of them in one evaluation, with the differences from the whole on the same people. Stopped at any moment, the same call goes on.
/// </summary>
public sealed class AblationRun(AblationRunOptions options, Action<string>? report = null)
{
    /// <summary>Runs what is left; false when <paramref name="ct"/> stopped the training.</summary>
    /// <exception cref="InvalidDataException">A picture or weight file cannot be used; the message says which and why.</exception>
    public bool Run(CancellationToken ct)
    {
        using var judge = new IdentityJudge(options.Judge); // what cannot be used is better known before the training than after it
        foreach (var row in Needed.Where(r => r.ModelKey == r.Key))
        {
            report?.Invoke($"Row {row.Name}.");
            var changed = row.Change(options.Training) with { Folder = Folder(row.Key) };
            if (row.From is { } lender)
                changed = changed with { StartFrom = ModelOf(lender), StartFirstStagesOnly = false };
            if (!Directory.Exists(ModelOf(row.Key)) && !new ModelTraining(changed, report).Run(ct))
                return false;
        }
        Score(judge, ct);
        return true;
    }

    private void Score(IdentityJudge judge, CancellationToken ct)
    {
        var scored = Needed.Where(r => r.IsScored).ToArray();
        var models = scored.Select(r => r.ModelKey).Distinct().ToDictionary(key => key, key => ThermalToVisible.Load(ModelOf(key)));
        try
        {
            using var perceptual = options.Training.Loss.PerceptualFolder is { } folder ? new PerceptualNet(folder).to(Compute.Device) : null;
            NamedTranslator[] systems = [.. scored.Select(row => ModelTranslator.Of(models[row.ModelKey], options.Sampling with { ResidualShare = row.ResidualShare ?? options.Sampling.ResidualShare },
                row.UsesAttributes ? AttributeUse.Predicted : AttributeUse.Null, row.Name))];
            var whole = models[AblationRows.Whole].Options;
            var (noise, share) = (options.Sampling.Temperature ?? whole.Temperature, options.Sampling.ResidualShare ?? whole.ResidualShare);
            var trial = string.Create(CultureInfo.InvariantCulture, $"parts taken {(IsTrained ? "out of a trained model" : "away")}, {options.Sampling.Steps} steps, starting noise {noise}, share of the residual {share}");
            var reports = Path.Combine(options.Training.Folder, "reports", string.Create(CultureInfo.InvariantCulture, $"{options.Evaluation.Split}-{options.Sampling.Steps}-noise{noise}-share{share}{(options.Evaluation.People is > 0 and var people ? $"-people{people}" : "")}")); // scored in another way later, they are kept
            var evaluation = options.Evaluation with { Size = options.Training.Model.ImageSize, Subgroups = [], MeanFacePictures = 0, SheetRows = 8 };
            foreach (var data in options.Scored)
            {
                var result = new PairEvaluation(new Judges(judge, perceptual, null), evaluation, (system, done, count) => { if (done == count) report?.Invoke($"{system}: {count} pictures."); }).Run(data, systems, ct);
                EvaluationWriter.Write(result with { Report = result.Report with { Set = $"{result.Report.Set}, {trial}" } }, Path.Combine(reports, $"{result.Report.Set}-ablation"));
            }
            if (options.RealPairs is not { } real)
                return;
            using var detector = new FaceDetector(options.FaceModel!);
            var (pairs, sheet) = RealPairEvaluation.Run(real, systems, detector, judge, evaluation, RealCrop.Thermal, ct);
            EvaluationWriter.Write(pairs with { Trial = trial }, sheet, Path.Combine(reports, "real-pairs-ablation"));
        }
        finally
        {
            foreach (var model in models.Values)
                model.Dispose();
        }
    }

    private IReadOnlyList<AblationRow> Needed => AblationRows.Needed(options.Rows, IsTrained);

    /// <summary>Whether what a row lacks was trained with it before.</summary>
    private bool IsTrained => options.Training is { StartFrom: not null, StartFirstStagesOnly: false };

    private string Folder(string key) => Path.Combine(options.Training.Folder, key);

    private string ModelOf(string key) => Path.Combine(Folder(key), "model");
}
