using ThermalPortal.Data.Datasets.Alignments;

namespace ThermalPortal.Web.Components.Pages.Datasets.Alignments;

/// <summary>Points at work: added, moved, removed and fitted anew each time. Nothing is written before it is saved, and every step can be undone.</summary>
public sealed class AlignmentBench
{
    private readonly Stack<State> _undo = [], _redo = [];
    private readonly PictureSize _thermal, _visible;
    private State _now;
    private (PictureSide, int)? _moving;

    /// <param name="kind">What the transform may do.</param>
    /// <param name="points">To begin with.</param>
    /// <param name="kept">A transform that came from other points; it stays until something is changed here.</param>
    /// <param name="thermal">Size of the thermal picture.</param>
    /// <param name="visible">Size of the visible picture.</param>
    public AlignmentBench(TransformKind kind, IEnumerable<PointPair> points, PlaneTransform? kept, PictureSize thermal, PictureSize visible)
    {
        (_thermal, _visible, _now) = (thermal, visible, new State(kind, [.. points.Select(p => new BenchPoint(p))], kept));
        Fit();
    }

    public TransformKind Kind => _now.Kind;

    public IReadOnlyList<BenchPoint> Points => _now.Points;

    /// <summary>Points that count.</summary>
    public IReadOnlyList<PointPair> Placed => [.. Points.Where(p => p.Guessed is null).Select(p => p.Pair)];

    /// <summary>The transform is not that of these points.</summary>
    public bool IsKept => _now.Kept is not null;

    public bool CanUndo => _undo.Count > 0;

    public bool CanRedo => _redo.Count > 0;

    /// <summary>From visible to thermal; null: see <see cref="Problem"/>.</summary>
    public PlaneTransform? Transform { get; private set; }

    /// <summary>Why there is no transform, and what to do.</summary>
    public string? Problem { get; private set; }

    /// <summary>Of each point, thermal pixels; null: it does not count, or there is no transform.</summary>
    public IReadOnlyList<double?> Residuals { get; private set; } = [];

    /// <summary>Root of the mean squared residual, thermal pixels; null: nothing to tell by.</summary>
    public double? Rms => Residuals.OfType<double>().ToArray() is { Length: > 0 } counted ? TransformFit.RmsOf(counted) : null;

    /// <summary>The fit goes through every point whatever they are: its residual says nothing.</summary>
    public bool IsExact => !IsKept && Transform is not null && Placed.Count == TransformFit.LeastPoints(Kind);

    public void Choose(TransformKind kind) => Do(_now with { Kind = kind, Kept = null });

    /// <summary>Puts a point in place that waits for this picture; else adds one, and guesses where it is in the other picture. Answers which.</summary>
    public int Add(PictureSide side, PicturePoint place)
    {
        var waiting = Points.Select(p => p.Guessed).ToList().IndexOf(side);
        if (waiting >= 0)
        {
            Move(side, waiting, place, further: false);
            return waiting;
        }
        var inside = SizeOf(side).Inside(place);
        var other = side == PictureSide.Thermal ? PictureSide.Visible : PictureSide.Thermal;
        var pair = side == PictureSide.Thermal ? new PointPair(inside, Partner(side, inside)) : new PointPair(Partner(side, inside), inside);
        Do(_now with { Points = [.. Points, new BenchPoint(pair, other)] });
        return Points.Count - 1;
    }

    /// <param name="side">In which picture.</param>
    /// <param name="index">Which point.</param>
    /// <param name="place">Where to.</param>
    /// <param name="further">The same movement goes on: it is undone in one step.</param>
    public void Move(PictureSide side, int index, PicturePoint place, bool further)
    {
        if (index >= Points.Count) return;
        var next = _now with { Points = [.. Points.Select((p, i) => i == index ? p.Put(side, SizeOf(side).Inside(place)) : p)], Kept = null };
        if (further && _moving == (side, index))
        {
            _now = next;
            Fit();
        }
        else
            Do(next);
        _moving = (side, index);
    }

    public void Remove(int index)
    {
        if (index < Points.Count) Do(_now with { Points = [.. Points.Where((_, i) => i != index)], Kept = null });
    }

    /// <summary>Begins again with other points.</summary>
    public void Replace(IEnumerable<PointPair> points) => Do(_now with { Points = [.. points.Select(p => new BenchPoint(p))], Kept = null });

    public void Undo() => Step(_undo, _redo);

    public void Redo() => Step(_redo, _undo);

    private void Do(State next)
    {
        _undo.Push(_now);
        _redo.Clear();
        (_now, _moving) = (next, null);
        Fit();
    }

    private void Step(Stack<State> from, Stack<State> to)
    {
        if (!from.TryPop(out var state)) return;
        to.Push(_now);
        (_now, _moving) = (state, null);
        Fit();
    }

    private void Fit()
    {
        var fit = _now.Kept is null ? TransformFit.Of(Kind, Placed) : null;
        (Transform, Problem) = (_now.Kept ?? fit!.Transform, fit?.Problem);
        Residuals = [.. Points.Select(p => p.Guessed is null && Transform is { } transform ? TransformFit.ResidualsOf(transform, [p.Pair])[0] : (double?)null)];
    }

    /// <summary>Where the same thing should be in the other picture: by the transform, or at the same share of width and height.</summary>
    private PicturePoint Partner(PictureSide side, PicturePoint p)
    {
        var (from, to) = side == PictureSide.Thermal ? (_thermal, _visible) : (_visible, _thermal);
        if (Transform is null) return new(p.X * to.Width / from.Width, p.Y * to.Height / from.Height);
        return to.Inside(side == PictureSide.Visible ? Transform.Apply(p) : Transform.Inverse().Apply(p));
    }

    private PictureSize SizeOf(PictureSide side) => side == PictureSide.Thermal ? _thermal : _visible;

    private sealed record State(TransformKind Kind, IReadOnlyList<BenchPoint> Points, PlaneTransform? Kept);
}
