namespace ThermalPortal.Inference.Faces;

/// <summary>A raw detection before candidates of the same face are merged.</summary>
/// <param name="Score">0..1.</param>
/// <param name="Left">Left edge, pixels.</param>
/// <param name="Top">Top edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Bottom edge.</param>
/// <param name="Points">Six points.</param>
internal sealed record Candidate(float Score, float Left, float Top, float Right, float Bottom, ImagePoint[] Points)
{
    public const int PointCount = 6;

    public FaceBox Box => new(Left, Top, Right - Left, Bottom - Top);

    public float CentreX => (Left + Right) / 2;

    public float CentreY => (Top + Bottom) / 2;

    public float Size => Math.Max(Right - Left, Bottom - Top);

    public static Candidate Decode(float score, ReadOnlySpan<float> values, float anchorX, float anchorY)
    {
        float x = anchorX + values[0], y = anchorY + values[1], halfWidth = values[2] / 2, halfHeight = values[3] / 2;
        var points = new ImagePoint[PointCount];
        for (int k = 0; k < PointCount; k++) points[k] = new ImagePoint(anchorX + values[4 + 2 * k], anchorY + values[5 + 2 * k]);
        return new Candidate(score, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, points);
    }

    /// <summary>Intersection over union.</summary>
    public float Overlap(Candidate other)
    {
        float width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        float height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        if (width <= 0 || height <= 0) return 0;
        float both = width * height;
        return both / (Area + other.Area - both);
    }

    /// <summary>Moved and scaled into another picture.</summary>
    public Candidate Map(float scale, float x, float y) => new(Score, Left * scale + x, Top * scale + y, Right * scale + x, Bottom * scale + y,
        [.. Points.Select(p => new ImagePoint(p.X * scale + x, p.Y * scale + y))]);

    /// <summary>Weighted non-maximum suppression: overlapping candidates are averaged by score, the best score stays.</summary>
    public static List<Candidate> Merge(IEnumerable<Candidate> candidates, float overlap)
    {
        var rest = candidates.OrderByDescending(c => c.Score).ToList();
        var faces = new List<Candidate>();
        while (rest.Count > 0)
        {
            var best = rest[0];
            var same = rest.Where(c => c == best || c.Overlap(best) > overlap).ToList();
            rest.RemoveAll(same.Contains);
            faces.Add(Average(best.Score, same));
        }
        return faces;
    }

    /// <summary>Parts of a face (an eye, a mouth) look like faces too: of two that lie within each other the larger stays, unless it is much less sure.</summary>
    public static List<Candidate> WithoutParts(IEnumerable<Candidate> candidates, float advantage)
    {
        var kept = new List<Candidate>();
        foreach (var candidate in candidates.OrderByDescending(c => c.Size))
        {
            var around = kept.Where(k => k.Contains(candidate)).ToList();
            if (around.Exists(k => k.Score >= candidate.Score - advantage)) continue;
            kept.RemoveAll(around.Contains);
            kept.Add(candidate);
        }
        return kept;
    }

    private bool Contains(Candidate other) =>
        other.CentreX > Left && other.CentreX < Right && other.CentreY > Top && other.CentreY < Bottom;

    private float Area => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    private static Candidate Average(float score, List<Candidate> same)
    {
        float total = same.Sum(c => c.Score);
        float Mean(Func<Candidate, float> value) => same.Sum(c => c.Score * value(c)) / total;
        var points = Enumerable.Range(0, PointCount).Select(k => new ImagePoint(Mean(c => c.Points[k].X), Mean(c => c.Points[k].Y)));
        return new Candidate(score, Mean(c => c.Left), Mean(c => c.Top), Mean(c => c.Right), Mean(c => c.Bottom), [.. points]);
    }
}
