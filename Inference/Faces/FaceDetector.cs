using System.Runtime.ExceptionServices;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Faces;

/// <summary>
/// Finds faces with six points in thermal frames and visible pictures. First the whole picture is searched at several scales, then every candidate
/// gets a second look, upright and at the size the network likes, and its points are averaged. Thread-safe; deterministic.
/// </summary>
public sealed class FaceDetector : IDisposable
{
    private const int MostFaces = 16, TileFrom = 300;
    private const float SearchScore = 0.4f, RefineScore = 0.25f, LargestTurn = 60, Near = 0.2f, PartAdvantage = 0.2f;
    private const int Patience = 2;

    /// <summary>The mean over the views of a thermal face lies this much below the score of a visible one.</summary>
    private const float ThermalBonus = 0.15f;

    /// <summary>Spectacle lenses look like faces, but a face is warmer than what lies around it.</summary>
    private const float ColdMalus = 0.12f;

    /// <summary>Side of the searched square in picture sides: faces that fill the picture are only found with room around them.</summary>
    private static readonly float[] SearchScales = [2, 1.3f];

    /// <summary>Side of the second look in face boxes.</summary>
    private static readonly float[] RefineScales = [2, 2.6f];

    private readonly BlazeFace _net;
    private readonly FaceDetectorOptions _options;

    /// <summary>Loads the network.</summary>
    /// <param name="onnxPath">The 256-pixel back-camera BlazeFace.</param>
    /// <param name="options">Thresholds and threads.</param>
    public FaceDetector(string onnxPath, FaceDetectorOptions? options = null)
    {
        _options = options ?? new FaceDetectorOptions();
        _net = new BlazeFace(onnxPath, _options.Threads);
    }

    /// <summary>Faces in a thermal frame, best score first; empty when none was found.</summary>
    public IReadOnlyList<Face> Detect(ThermalFrame frame, CancellationToken cancellationToken = default) =>
        Detect(new FaceSource(frame), cancellationToken);

    /// <summary>Faces in a visible picture, best score first; empty when none was found.</summary>
    public IReadOnlyList<Face> Detect(RgbImage image, CancellationToken cancellationToken = default) =>
        Detect(new FaceSource(image), cancellationToken);

    /// <summary>
    /// The faces to use without asking: all of the automatic score; when there is none, the best proposal alone. Empty when nothing was found.
    /// </summary>
    public IReadOnlyList<Face> Choose(IReadOnlyList<Face> faces)
    {
        Face[] sure = [.. faces.Where(f => f.Score >= _options.AutomaticScore)];
        return sure.Length > 0 ? sure : [.. faces.Take(1)];
    }

    /// <inheritdoc/>
    public void Dispose() => _net.Dispose();

    private Face[] Detect(FaceSource source, CancellationToken cancellationToken)
    {
        var candidates = Run(Glances(source, Squares(source), ThermalViews.Search), SearchScore, cancellationToken)
            .SelectMany(look => look.Found.Select(c => c.Map(look.At.Size / BlazeFace.Side, look.At.X, look.At.Y)));
        var found = Candidate.Merge(candidates, _options.Overlap).Take(MostFaces).Select(c => Refine(source, c, cancellationToken));
        var faces = Candidate.WithoutParts(found.Where(c => c.Score >= _options.ProposeScore), PartAdvantage);
        return [.. faces.OrderByDescending(c => c.Score).Select(c => ToFace(source, c))];
    }

    /// <summary>The whole picture with room around it, and overlapping quarters when it is large enough to hold small faces.</summary>
    private static IEnumerable<FaceCrop> Squares(FaceSource source)
    {
        int side = Math.Max(source.Width, source.Height);
        foreach (float scale in SearchScales) yield return new FaceCrop(source.Width / 2f, source.Height / 2f, side * scale, 0);
        if (side < TileFrom) yield break;
        float tile = side * 0.6f;
        foreach (float x in new[] { tile / 2, source.Width - tile / 2 })
        {
            foreach (float y in new[] { tile / 2, source.Height - tile / 2 }) yield return new FaceCrop(x, y, tile, 0);
        }
    }

    private Candidate Refine(FaceSource source, Candidate candidate, CancellationToken cancellationToken)
    {
        var (left, right) = (candidate.Points[0], candidate.Points[1]);
        float angle = MathF.Atan2(right.Y - left.Y, right.X - left.X) * 180 / MathF.PI;
        if (Math.Abs(angle) > LargestTurn) angle = 0;
        var glances = Glances(source, RefineScales.Select(scale => new FaceCrop(candidate.CentreX, candidate.CentreY, candidate.Size * scale, angle)), ThermalViews.Refine);
        List<Candidate> looks = [];
        foreach (var part in new[] { glances[..Patience], glances[Patience..] })
        {
            foreach (var (square, found) in Run(part, RefineScore, cancellationToken))
                if (found.Where(c => IsCentred(c, square.Size / candidate.Size)).MaxBy(c => c.Score) is { } best)
                    looks.Add(best with { Points = [.. best.Points.Select(p => ToInput(square, p))] });
            if (looks.Count == 0) return candidate with { Score = 0 };
        }
        float bonus = !source.IsThermal ? 0 : source.IsWarmer(candidate.Box) == false ? ThermalBonus - ColdMalus : ThermalBonus;
        float score = Math.Min(1, looks.Sum(c => c.Score) / glances.Count + bonus), total = looks.Sum(c => c.Score * c.Score);
        var points = Enumerable.Range(0, Candidate.PointCount).Select(k => new ImagePoint(
            looks.Sum(c => c.Score * c.Score * c.Points[k].X) / total, looks.Sum(c => c.Score * c.Score * c.Points[k].Y) / total));
        return candidate with { Score = score, Points = [.. points] };
    }

    private static List<Glance> Glances(FaceSource source, IEnumerable<FaceCrop> squares, Func<ThermalCut, float[]>[] views) =>
        [.. squares.SelectMany(square => source.Looks(square, views).Select(input => new Glance(square, input)))];

    /// <summary>What the network finds in each, in their order; all cores work.</summary>
    private (FaceCrop At, List<Candidate> Found)[] Run(List<Glance> glances, float minimum, CancellationToken cancellationToken)
    {
        var results = new (FaceCrop, List<Candidate>)[glances.Count];
        try
        {
            Parallel.For(0, glances.Count, new ParallelOptions { CancellationToken = cancellationToken },
                i => results[i] = (glances[i].Square, _net.Run(glances[i].Input(), minimum)));
        }
        catch (AggregateException all)
        {
            ExceptionDispatchInfo.Throw(all.InnerExceptions[0]); // callers know what it means: out of memory, say
        }
        return results;
    }

    private static bool IsCentred(Candidate candidate, float scale) =>
        Math.Max(Math.Abs(candidate.CentreX / BlazeFace.Side - 0.5f), Math.Abs(candidate.CentreY / BlazeFace.Side - 0.5f)) * scale < 2 * Near;

    private static ImagePoint ToInput(FaceCrop square, ImagePoint point) => FaceAligner.ToInput(square, point.X / BlazeFace.Side, point.Y / BlazeFace.Side);

    private static Face ToFace(FaceSource source, Candidate candidate)
    {
        bool cold = source.IsWarmer(candidate.Box) == false;
        return new Face { Box = candidate.Box, Points = candidate.Points, Score = candidate.Score, LooksBlackHot = cold };
    }

    private readonly record struct Glance(FaceCrop Square, Func<float[]> Input);
}
