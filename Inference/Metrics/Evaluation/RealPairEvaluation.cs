using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>
/// Runs systems on real thermal faces (find, align, translate, as the product does) and asks the judge whether the made face is
/// nearer to its true partner than to other people. Floor: the raw thermal crop. Ceiling: the other true pictures of the same person.
/// </summary>
public static class RealPairEvaluation
{
    /// <summary>Runs all systems on a folder of pairs.</summary>
    /// <returns>The report and rows of thermal | each system | true.</returns>
    public static (RealPairReport Report, RgbImage Sheet) Run(
        string folder, IReadOnlyList<NamedTranslator> systems, FaceDetector detector, IdentityJudge judge, EvaluationOptions options, RealCrop crop = RealCrop.Thermal,
        CancellationToken cancellationToken = default)
    {
        var set = RealPairSet.Load(folder, detector, crop, options, cancellationToken);
        var inputs = set.Faces.Select(f => f.Picture.Input).ToArray();
        return Score(set, [.. systems.Select(s => (s.Name, inputs.Chunk(options.Batch).SelectMany(batch => s.Translate(batch, cancellationToken)).ToArray()))], judge);
    }

    /// <summary>Judges the pictures that systems made of the faces of a set, in its order.</summary>
    internal static (RealPairReport Report, RgbImage Sheet) Score(RealPairSet set, IReadOnlyList<(string Name, RgbImage[] Made)> systems, IdentityJudge judge)
    {
        EvaluationPicture[] pictures = [.. set.Faces.Select(f => f.Picture)];
        int[] judged = [.. Enumerable.Range(0, pictures.Length).Where(i => pictures[i].Points.Count > 0)];
        var truth = judged.Select(i => judge.Embed(pictures[i].Truth, pictures[i].Points)).ToArray();
        RealPairScores Score(string name, Func<int, RgbImage> image, bool ownPartner = true) => Compare(
            name, [.. judged.Select(i => judge.Embed(image(i), pictures[i].Points))], truth, [.. judged.Select(i => pictures[i].Identity)], ownPartner);
        RealPairScores[] scores =
        [
            .. systems.Select(s => Score(s.Name, i => s.Made[i])),
            Score("true visible, other picture (ceiling)", i => pictures[i].Truth, ownPartner: false),
            Score("raw thermal (floor)", i => pictures[i].Input.Grey()),
        ];
        var report = new RealPairReport(pictures.Length, set.Alignment, set.Pairs.Zip(set.Faces).ToDictionary(p => p.First.Name, p => p.Second.FoundBy.ToString().ToLowerInvariant()),
            [.. set.Pairs.Where((_, i) => pictures[i].Points.Count == 0).Select(p => p.Name)], scores);
        var sheet = EvaluationSheet.Grid([.. pictures.Select((p, i) => (RgbImage[])[EvaluationSheet.Thermal(p.Input), .. systems.Select(s => s.Made[i]), p.Truth])]);
        return (report, sheet);
    }

    // With ownPartner a probe meets its own true picture; without, only the others (the probe is itself a true picture).
    internal static RealPairScores Compare(string name, float[][] probes, float[][] truth, string[] person, bool ownPartner)
    {
        var (genuine, impostor, hits, tried) = (new List<(string Person, double Cosine)>(), new List<double>(), 0, 0);
        for (var i = 0; i < probes.Length; i++)
        {
            var scores = Enumerable.Range(0, truth.Length).Where(j => ownPartner || j != i)
                .Select(j => (Cosine: IdentityJudge.Cosine(probes[i], truth[j]), Person: person[j], Own: j == i)).ToArray();
            genuine.AddRange(scores.Where(s => s.Person == person[i] && (s.Own || !ownPartner)).Select(s => (s.Person, s.Cosine)));
            impostor.AddRange(scores.Where(s => s.Person != person[i]).Select(s => s.Cosine));
            if (scores.All(s => s.Person != person[i]))
                continue; // nobody to be found
            tried++;
            hits += scores.MaxBy(s => s.Cosine).Person == person[i] ? 1 : 0;
        }
        var people = genuine.GroupBy(g => g.Person).Select(g => g.Average(s => s.Cosine)).ToArray();
        double? above = people.Length > 0 && impostor.Count > 0 ? (double)people.Count(own => own > Percentile95(impostor)) / people.Length : null;
        return new RealPairScores(name, Mean(genuine.ConvertAll(g => g.Cosine)), Mean(impostor), tried > 0 ? (double)hits / tried : double.NaN, tried, person.Distinct().Count(), above) { Own = ownPartner ? [.. probes.Select((probe, i) => IdentityJudge.Cosine(probe, truth[i]))] : null };
    }

    private static double Mean(List<double> values) => values.Count > 0 ? values.Average() : double.NaN;

    /// <summary>The smallest value that at least 95 % of all do not exceed.</summary>
    private static double Percentile95(List<double> values) => values.Order().ElementAt((int)Math.Ceiling(0.95 * values.Count) - 1);
}
