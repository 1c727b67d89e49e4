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
    /// <summary>Runs all systems on a folder of files CAMERA_PERSON_anything; each camera in turn is the one whose people are looked for.</summary>
    /// <returns>The reports, and for each of some people a row of thermal | each system of one camera, then of another.</returns>
    /// <exception cref="InvalidDataException">There are no two cameras, or a picture cannot be read.</exception>
    public static (IReadOnlyList<CrossCameraReport> Reports, RgbImage Sheet) Run(
        string folder, IReadOnlyList<NamedTranslator> systems, FaceDetector detector, IdentityJudge judge, EvaluationOptions options, CancellationToken cancellationToken = default)
    {
        var (found, missed) = (new List<(ThermalFace Face, EvaluationInput Input, IReadOnlyList<ImagePoint> Points)>(), new List<string>());
        foreach (var face in ThermalFace.Read(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (face.Load(detector, options.Size, options.FirstSeed + found.Count) is var (input, points))
                found.Add((face, input, points));
            else
                missed.Add(Path.GetFileName(face.File));
        }
        var cameras = found.ToLookup(f => f.Face.Person, f => f.Face.Camera);
        found.RemoveAll(f => cameras[f.Face.Person].Distinct().Count() < 2); // a closed set
        if (found.Count == 0)
            throw new InvalidDataException($"In {folder} no face was found of anybody whom two cameras saw.");

        var inputs = found.ConvertAll(f => f.Input);
        var made = systems.Select(s => (s.Name, Pictures: inputs.Chunk(options.Batch).SelectMany(batch => s.Translate(batch, cancellationToken)).ToArray())).ToArray();
        var embedded = made.Append((Name: "raw thermal (floor)", Pictures: [.. inputs.Select(i => i.Grey())])).Select(m => (m.Name, Templates: found.Zip(m.Pictures, (f, picture) => (f.Face.Camera, Template: Template(f.Face, f.Points, picture))).ToArray())).ToArray();
        return ([.. found.Select(f => f.Face.Camera).Distinct().Select(Of)], EvaluationSheet.Grid(Rows()));

        FaceTemplate Template(ThermalFace face, IReadOnlyList<ImagePoint> points, RgbImage picture) =>
            new(face.Person, judge.Embed(picture, detector.Detect(picture, cancellationToken: cancellationToken) is [var seen, ..] ? [.. seen.Points.Take(4)] : points));

        CrossCameraReport Of(string probe)
        {
            var people = found.Where(f => f.Face.Camera == probe).Select(f => f.Face.Person).ToHashSet();
            var gallery = found.Where(f => people.Contains(f.Face.Person)).Select(f => f.Face.Camera).Where(c => c != probe).Distinct();
            return new(probe, [.. gallery], missed, [.. embedded.Select(e => new CrossCameraScores(e.Name, IdentityComparison.Compare(
                [.. e.Templates.Where(t => t.Camera == probe).Select(t => t.Template)], [.. e.Templates.Where(t => t.Camera != probe && people.Contains(t.Template.Identity)).Select(t => t.Template)], options.Resamples)))]);
        }

        RgbImage[][] Rows()
        {
            int[][] people = [.. Enumerable.Range(0, found.Count).GroupBy(i => found[i].Face.Person).Select(g => (int[])[g.First(), g.First(i => found[i].Face.Camera != found[g.First()].Face.Camera)])];
            var count = Math.Min(options.SheetRows, people.Length);
            return [.. Enumerable.Range(0, count).Select(r => people[r * people.Length / count]).Select(pair => (RgbImage[])
                [.. pair.SelectMany(i => (RgbImage[])[EvaluationSheet.Thermal(inputs[i]), .. made.Select(m => m.Pictures[i])])])];
        }
    }
}
