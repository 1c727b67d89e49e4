namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>
/// The transform from the visible to the thermal picture that leaves the least residual: the sum of squared distances, in thermal pixels, between where the thermal points are and where the visible ones
/// arrive. Both sets are centred and scaled first (Hartley, "In defense of the eight-point algorithm", 1997).
/// </summary>
public sealed class TransformFit
{
    /// <summary>From where on points count as one line, or as too few directions: least over largest spread.</summary>
    private const double Flat = 0.02;

    private TransformFit(PlaneTransform? transform, string? problem, IReadOnlyList<double> residuals) => (Transform, Problem, Residuals) = (transform, problem, residuals);

    /// <summary>Null: there is a <see cref="Problem"/>.</summary>
    public PlaneTransform? Transform { get; }

    /// <summary>Why there is no transform, and what to do; null: there is one.</summary>
    public string? Problem { get; }

    /// <summary>Of each point, thermal pixels; empty without a transform.</summary>
    public IReadOnlyList<double> Residuals { get; }

    /// <summary>Root of the mean squared residual, thermal pixels; null without a transform.</summary>
    public double? Rms => Transform is null ? null : RmsOf(Residuals);

    /// <summary>Fewest points of a kind; with no more the residual is zero and says nothing.</summary>
    public static int LeastPoints(TransformKind kind) => (int)kind + 2;

    /// <summary>Distances, in thermal pixels, between the thermal points and where a transform sends the visible ones.</summary>
    public static IReadOnlyList<double> ResidualsOf(PlaneTransform transform, IEnumerable<PointPair> points) => [.. points.Select(p => transform.Apply(p.Visible).DistanceTo(p.Thermal))];

    public static double RmsOf(IReadOnlyCollection<double> residuals) => Math.Sqrt(residuals.Sum(r => r * r) / residuals.Count);

    public static TransformFit Of(TransformKind kind, IReadOnlyList<PointPair> points)
    {
        var (least, name) = (LeastPoints(kind), kind.ToString().ToLowerInvariant());
        if (points.Count < least) return Failed($"{(kind == TransformKind.Affine ? "An" : "A")} {name} transform needs {least} points, and there {(points.Count == 1 ? "is" : "are")} {points.Count}. Set more{(kind == TransformKind.Similarity ? "" : ", or choose a simpler transform")}.");
        PicturePoint[] visible = [.. points.Select(p => p.Visible)], thermal = [.. points.Select(p => p.Thermal)];
        foreach (var (place, picture) in new[] { (thermal, "thermal"), (visible, "visible") })
            if (Problems(kind, place, picture) is { } problem) return Failed(problem);
        var (from, to) = (Normalisation(visible), Normalisation(thermal));
        (PicturePoint, PicturePoint)[] both = [.. points.Select(p => (from.Apply(p.Visible), to.Apply(p.Thermal)))];
        if (Solve(kind, both) is not { } fitted) return Failed("Too many of the points lie on one line for a perspective. Move or add some, or choose affine.");
        if (!KeepsSides(fitted, [.. both, (from.Apply(default), default)])) return Failed("These points would mirror or fold the picture. See whether two of them have each other's number, or choose a simpler transform.");
        var transform = from.Then(new PlaneTransform(fitted)).Then(to.Inverse());
        return new TransformFit(transform, null, ResidualsOf(transform, points));
    }

    private static TransformFit Failed(string problem) => new(null, problem, []);

    private static string? Problems(TransformKind kind, PicturePoint[] points, string picture)
    {
        if (points.Any(p => !double.IsFinite(p.X) || !double.IsFinite(p.Y))) return $"A point of the {picture} picture has no place. Set it again.";
        var (least, largest) = Spread(points);
        if (largest < 1e-6) return $"All points lie at one place of the {picture} picture. Spread them over the face.";
        return kind != TransformKind.Similarity && least < Flat * largest ? $"The points of the {picture} picture lie on one line. Add one beside it, or choose similarity." : null;
    }

    /// <summary>Roots of the two eigenvalues of the points' covariance: how far they reach along their main axis and across it.</summary>
    private static (double Least, double Largest) Spread(PicturePoint[] points)
    {
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        var (xx, yy, xy) = (points.Average(p => (p.X - x) * (p.X - x)), points.Average(p => (p.Y - y) * (p.Y - y)), points.Average(p => (p.X - x) * (p.Y - y)));
        var (middle, off) = ((xx + yy) / 2, double.Hypot((xx - yy) / 2, xy));
        return (Math.Sqrt(Math.Max(0, middle - off)), Math.Sqrt(middle + off));
    }

    /// <summary>Moves the middle of the points to 0 and their mean distance from it to the root of 2.</summary>
    private static PlaneTransform Normalisation(PicturePoint[] points)
    {
        var middle = new PicturePoint(points.Average(p => p.X), points.Average(p => p.Y));
        var scale = Math.Sqrt(2) / points.Average(p => p.DistanceTo(middle));
        return new([scale, 0, -scale * middle.X, 0, scale, -scale * middle.Y, 0, 0, 1]);
    }

    /// <summary>Nine numbers; null when the points do not decide them.</summary>
    private static double[]? Solve(TransformKind kind, (PicturePoint From, PicturePoint To)[] points)
    {
        double[] targets = [.. points.SelectMany(p => new[] { p.To.X, p.To.Y })];
        double[]? Best(Func<(PicturePoint From, PicturePoint To), double[][]> rows) => LeastSquares.Solve([.. points.SelectMany(rows)], targets, Flat / 2);
        return kind switch
        {
            TransformKind.Similarity => Best(p => [[p.From.X, -p.From.Y, 1, 0], [p.From.Y, p.From.X, 0, 1]]) is [var a, var b, var x, var y] ? [a, -b, x, b, a, y, 0, 0, 1] : null,
            TransformKind.Affine => Best(p => [[p.From.X, p.From.Y, 1, 0, 0, 0], [0, 0, 0, p.From.X, p.From.Y, 1]]) is { } six ? [.. six, 0, 0, 1] : null,
            _ => Best(p => Perspective(p.From, p.To, 1)) is { } eight ? Refined([.. eight, 1], points) : null,
        };
    }

    /// <summary>X = h0 x + h1 y + h2 - (h6 x + h7 y) X and the same of Y: linear once the place on the right is known.</summary>
    private static double[][] Perspective(PicturePoint from, PicturePoint to, double w)
    {
        var (x, y) = (from.X / w, from.Y / w);
        return [[x, y, 1 / w, 0, 0, 0, -x * to.X, -y * to.X], [0, 0, 0, x, y, 1 / w, -x * to.Y, -y * to.Y]];
    }

    /// <summary>Gauss-Newton steps from the algebraic to the geometric optimum: the rows of <see cref="Perspective"/> at the reached places are the derivatives.</summary>
    private static double[] Refined(double[] h, (PicturePoint From, PicturePoint To)[] points)
    {
        const int most = 20;
        for (var step = 0; step < most && KeepsSides(h, points); step++)
        {
            var now = new PlaneTransform(h);
            double[][] rows = [.. points.SelectMany(p => Perspective(p.From, now.Apply(p.From), h[6] * p.From.X + h[7] * p.From.Y + 1))];
            double[] missing = [.. points.Select(p => (p.To, At: now.Apply(p.From))).SelectMany(p => new[] { p.To.X - p.At.X, p.To.Y - p.At.Y })];
            if (LeastSquares.Solve(rows, missing, 1e-9) is not { } by) return h;
            double[] next = [.. by.Select((d, i) => h[i] + d), 1];
            if (!KeepsSides(next, points) || Cost(next, points) >= Cost(h, points)) return h;
            h = next;
        }
        return h;
    }

    private static double Cost(double[] h, (PicturePoint From, PicturePoint To)[] points)
    {
        var transform = new PlaneTransform(h);
        return points.Sum(p => Math.Pow(transform.Apply(p.From).DistanceTo(p.To), 2));
    }

    /// <summary>No point goes behind the horizon, and what is right stays right.</summary>
    private static bool KeepsSides(double[] h, (PicturePoint From, PicturePoint To)[] points)
    {
        var determinant = h[0] * (h[4] * h[8] - h[5] * h[7]) - h[1] * (h[3] * h[8] - h[5] * h[6]) + h[2] * (h[3] * h[7] - h[4] * h[6]);
        return determinant > 1e-6 && points.All(p => h[6] * p.From.X + h[7] * p.From.Y + h[8] > 1e-6);
    }
}
