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
        var pairs = RealPair.Read(folder);
        var faces = new List<RealFace>();
        foreach (var pair in pairs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            faces.Add(RealFace.Load(pair, detector, crop, options.Size, options.FirstSeed + faces.Count));
        }
        EvaluationPicture[] pictures = [.. faces.Select(f => f.Picture)];
        var made = systems.Select(s => pictures.Select(p => p.Input).Chunk(options.Batch).SelectMany(batch => s.Translate(batch, cancellationToken)).ToArray()).ToArray();

        int[] judged = [.. Enumerable.Range(0, pictures.Length).Where(i => pictures[i].Points.Count > 0)];
        var truth = judged.Select(i => judge.Embed(pictures[i].Truth, pictures[i].Points)).ToArray();
        RealPairScores Score(string name, Func<int, RgbImage> image, bool ownPartner = true) => Compare(
            name, [.. judged.Select(i => judge.Embed(image(i), pictures[i].Points))], truth, [.. judged.Select(i => pictures[i].Identity)], ownPartner);
        RealPairScores[] scores =
        [
            .. systems.Select((s, k) => Score(s.Name, i => made[k][i])),
            Score("true visible, other picture (ceiling)", i => pictures[i].Truth, ownPartner: false),
            Score("raw thermal (floor)", i => pictures[i].ThermalGrey()),
        ];
        var report = new RealPairReport(pairs.Count, crop, pairs.Zip(faces).ToDictionary(p => p.First.Name, p => p.Second.FoundBy.ToString().ToLowerInvariant()),
            [.. pairs.Where((_, i) => pictures[i].Points.Count == 0).Select(p => p.Name)], scores);
        var sheet = EvaluationSheet.Grid([.. pictures.Select((p, i) => (RgbImage[])[EvaluationSheet.Thermal(p.Input), .. made.Select(m => m[i]), p.Truth])]);
        return (report, sheet);
    }

    // With ownPartner a probe meets its own true picture; without, only the others (the probe is itself a true picture).
    internal static RealPairScores Compare(string name, float[][] probes, float[][] truth, string[] person, bool ownPartner)
    {
        var (genuine, impostor, hits, tried) = (new List<double>(), new List<double>(), 0, 0);
        for (var i = 0; i < probes.Length; i++)
        {
            var scores = Enumerable.Range(0, truth.Length).Where(j => ownPartner || j != i)
                .Select(j => (Cosine: IdentityJudge.Cosine(probes[i], truth[j]), Person: person[j], Own: j == i)).ToArray();
            genuine.AddRange(scores.Where(s => s.Person == person[i] && (s.Own || !ownPartner)).Select(s => s.Cosine));
            impostor.AddRange(scores.Where(s => s.Person != person[i]).Select(s => s.Cosine));
            if (scores.All(s => s.Person != person[i]))
                continue; // nobody to be found
            tried++;
            hits += scores.MaxBy(s => s.Cosine).Person == person[i] ? 1 : 0;
        }
        return new RealPairScores(name, Mean(genuine), Mean(impostor), tried > 0 ? (double)hits / tried : double.NaN, tried, person.Distinct().Count());
    }

    private static double Mean(List<double> values) => values.Count > 0 ? values.Average() : double.NaN;
}
