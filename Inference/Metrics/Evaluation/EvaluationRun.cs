using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Tensors;
using TorchSharp;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Evaluates a model folder on every data set asked for and writes the reports.</summary>
public sealed class EvaluationRun(EvaluationRunOptions options, Action<string>? report = null)
{
    /// <summary>Runs everything. Reports of finished sets are on disk even when a later one fails or is cancelled.</summary>
    /// <exception cref="InvalidDataException">The model or a picture cannot be used; the message says which and why.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        if (options.Validate() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(" ", errors));
        using var model = ThermalToVisible.Load(options.Model);
        using var baselines = new BaselineModels(options.Baselines, model.Options.ImageSize);
        using var judge = options.Judge is null ? null : new IdentityJudge(options.Judge);
        using var perceptual = options.Perceptual is null ? null : new PerceptualNet(options.Perceptual).to(Compute.Device);
        using var lpips = options.Lpips is null ? null : Lpips.Load(options.Lpips).to(Compute.Device);
        using var inception = options.Inception is null ? null : InceptionNet.Load(options.Inception).to(Compute.Device);
        var judges = new Judges(judge, perceptual, lpips, inception);
        var general = options.Evaluation with { Size = model.Options.ImageSize };
        AttributeUse[] uses = options.AllGuidance ? [AttributeUse.Predicted, AttributeUse.Null, AttributeUse.Oracle] : [AttributeUse.Predicted];
        List<NamedTranslator> systems = [.. uses.Select(u => ModelTranslator.Of(model, options.Sampling, u))];
        systems.AddRange(baselines.Systems(options.Sampling));

        var protocols = Protocols();
        foreach (var folder in options.DataFolders)
        {
            var evaluation = general.Following(protocols.GetValueOrDefault(FrozenProtocol.SetOf(folder)));
            NamedTranslator[] all = [.. systems, .. options.Made.Select(m => MadePictures.From(m.Key, m.Value))];
            var result = new PairEvaluation(judges, evaluation, Progress).Run(folder, all, cancellationToken);
            Write(result.Report.Set, result);
            if (options.Robustness)
                Stress(folder, systems[0], judges, evaluation, cancellationToken);
            if (options.AttributeJudge is { } weights)
                State(folder, model, weights, judge, evaluation, cancellationToken);
        }
        systems.RemoveAll(s => s.Name.Contains("oracle", StringComparison.Ordinal)); // nobody labelled these
        using var detector = options.FaceModel is null ? null : new FaceDetector(options.FaceModel);
        if (options.RealPairs is { } pairs)
        {
            foreach (var crop in new[] { RealCrop.Thermal, RealCrop.Visible })
            {
                var (real, sheet) = RealPairEvaluation.Run(pairs, systems, detector!, judge!, general, crop, cancellationToken);
                Write(crop == RealCrop.Thermal ? "real-pairs" : "real-pairs-visible-alignment", target => EvaluationWriter.Write(real, sheet, target));
            }
        }
        if (options.ThermalFaces is { } faces)
        {
            var (cameras, sheet) = CrossCameraEvaluation.Run(faces, systems, detector!, judge!, general, cancellationToken);
            foreach (var camera in cameras)
                Write($"two-cameras-{camera.ProbeCamera}", target => EvaluationWriter.Write(camera, sheet, target));
        }
    }

    /// <summary>The protocols to follow, by name of their data set.</summary>
    private Dictionary<string, FrozenProtocol> Protocols()
    {
        var sets = options.Protocols.Select(EvaluationWriter.ReadProtocol).ToLookup(p => p.Set);
        if (sets.FirstOrDefault(set => options.DataFolders.All(f => FrozenProtocol.SetOf(f) != set.Key)) is { } stray)
            throw new InvalidDataException($"There is a protocol of '{stray.Key}', but no data folder of that name.");
        if (sets.FirstOrDefault(set => set.Count() > 1) is { } twice)
            throw new InvalidDataException($"There are {twice.Count()} protocols of '{twice.Key}'; give the one to follow.");
        return sets.ToDictionary(set => set.Key, set => set.Single());
    }

    private void Stress(string folder, NamedTranslator system, Judges judges, EvaluationOptions evaluation, CancellationToken cancellationToken)
    {
        NamedTranslator[] systems = [system, .. ThermalStress.All.Select(system.Under)];
        var result = new PairEvaluation(judges, evaluation with { MeanFacePictures = 0, Subgroups = [EvaluationManifest.Pose], SheetRows = 8 }, Progress).Run(folder, systems, cancellationToken);
        Write($"{result.Report.Set}-robustness", result with { Report = result.Report with { Set = $"{result.Report.Set}, worse inputs" } });
    }

    private void State(string folder, ThermalToVisible model, string weights, IdentityJudge? identity, EvaluationOptions evaluation, CancellationToken cancellationToken)
    {
        using var judge = new AttributeJudge(model.Options.Attributes, weights);
        var (rows, sheet) = new StatementEvaluation(judge.Schema, judge.See, identity).Run(PairEvaluation.Load(folder, evaluation, cancellationToken), StatementTranslators.Of(model, options.Sampling), cancellationToken);
        var set = FrozenProtocol.SetOf(folder);
        var statements = new StatementReport { Set = set, Split = evaluation.Split, AttributeJudgeSha256 = judge.Sha256, Statements = rows };
        Write($"{set}-statements", target => EvaluationWriter.Write(statements, sheet, target));
    }

    private void Write(string set, EvaluationResult result) => Write(set, target => EvaluationWriter.Write(result, target));

    private void Write(string set, Action<string> write)
    {
        var target = Path.Combine(options.Output, set);
        write(target);
        report?.Invoke($"Wrote {target}.");
    }

    private void Progress(string system, int done, int count)
    {
        if (done == count || done % (10 * options.Evaluation.Batch) == 0)
            report?.Invoke($"{system}: {done} of {count} pictures.");
    }
}
