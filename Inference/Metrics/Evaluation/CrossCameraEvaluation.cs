using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>
/// Runs systems on real thermal faces that nobody photographed (find, crop, translate, as the product does) and asks the judge whether what is made of one camera's heat shows the person that another camera saw. It
/// tells whether a system holds on to what tells people apart, not whether the faces are like the true ones. The judge aligns what the detector finds in a picture, as with any photograph; where it finds
/// nothing there, the points it found in the heat serve. Floor: the raw thermal crops.
/// </summary>
public static class CrossCameraEvaluation
{
    /// <summary>Runs all systems on a folder of files CAMERA_PERSON_anything. Probes are the first camera's by name.</summary>
    /// <returns>The report, and for each of some people a row of thermal | each system of the probe camera, then of the gallery.</returns>
    /// <exception cref="InvalidDataException">There are no two cameras, or a picture cannot be read.</exception>
    public static (CrossCameraReport Report, RgbImage Sheet) Run(
        string folder, IReadOnlyList<NamedTranslator> systems, FaceDetector detector, IdentityJudge judge, EvaluationOptions options, CancellationToken cancellationToken = default)
    {
        var all = ThermalFace.Read(folder);
        var probe = all[0].Camera;
        var (found, missed) = (new List<(ThermalFace Face, EvaluationInput Input, IReadOnlyList<ImagePoint> Points)>(), new List<string>());
        foreach (var face in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (face.Load(detector, options.Size, options.FirstSeed + found.Count) is var (input, points))
                found.Add((face, input, points));
            else
                missed.Add(Path.GetFileName(face.File));
        }
        var seen = found.ToLookup(f => f.Face.Camera == probe, f => f.Face.Person);
        found.RemoveAll(f => !seen[true].Contains(f.Face.Person) || !seen[false].Contains(f.Face.Person)); // a closed set
        if (found.Count == 0)
            throw new InvalidDataException($"In {folder} no face was found of anybody whom two cameras saw.");

        var inputs = found.ConvertAll(f => f.Input);
        var made = systems.Select(s => (s.Name, Pictures: inputs.Chunk(options.Batch).SelectMany(batch => s.Translate(batch, cancellationToken)).ToArray())).ToArray();
        CrossCameraScores Score(string name, IReadOnlyList<RgbImage> pictures)
        {
            var templates = found.Zip(pictures, (f, picture) => (f.Face.Camera, Template: new FaceTemplate(f.Face.Person, judge.Embed(picture, detector.Detect(picture) is [var face, ..] ? [.. face.Points.Take(4)] : f.Points)))).ToLookup(t => t.Camera == probe, t => t.Template);
            return new CrossCameraScores(name, IdentityComparison.Compare([.. templates[true]], [.. templates[false]], options.Resamples));
        }
        CrossCameraScores[] scores = [.. made.Select(m => Score(m.Name, m.Pictures)), Score("raw thermal (floor)", inputs.ConvertAll(i => i.Grey()))];
        var report = new CrossCameraReport(probe, [.. all.Select(f => f.Camera).Distinct().Where(c => c != probe)], missed, scores);
        return (report, EvaluationSheet.Grid(Rows()));

        RgbImage[][] Rows()
        {
            int[][] people = [.. Enumerable.Range(0, found.Count).GroupBy(i => found[i].Face.Person).Select(g => (int[])[g.First(i => found[i].Face.Camera == probe), g.First(i => found[i].Face.Camera != probe)])];
            var count = Math.Min(options.SheetRows, people.Length);
            return [.. Enumerable.Range(0, count).Select(r => people[r * people.Length / count]).Select(pair => (RgbImage[])
                [.. pair.SelectMany(i => (RgbImage[])[EvaluationSheet.Thermal(inputs[i]), .. made.Select(m => m.Pictures[i])])])];
        }
    }
}
