using System.Globalization;

namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>Where the places of one picture lie in another: a 3 x 3 matrix on (x, y, 1), pixels. It can be inverted, and its last number is 1.</summary>
public sealed class PlaneTransform
{
    private const double Tiny = 1e-12;
    private readonly double[] _m;

    /// <param name="matrix">Nine numbers, row by row, in any scale.</param>
    /// <exception cref="ArgumentException">They are not nine finite numbers, or nobody can invert them.</exception>
    public PlaneTransform(IReadOnlyList<double> matrix)
    {
        if (matrix.Count != 9 || !matrix.All(double.IsFinite)) throw new ArgumentException("A transform is nine finite numbers, row by row.", nameof(matrix));
        if (Math.Abs(matrix[8]) < Tiny * matrix.Max(Math.Abs) || matrix[8] == 0) throw new ArgumentException("The last number of a transform must not be 0: it would send the top left corner to infinity.", nameof(matrix));
        _m = [.. matrix.Select(v => v / matrix[8])];
        if (Math.Abs(Determinant) < Tiny) throw new ArgumentException("This transform flattens the picture and cannot be inverted.", nameof(matrix));
    }

    /// <summary>Nine numbers, row by row; the last is 1.</summary>
    public IReadOnlyList<double> Matrix => _m;

    /// <summary>Negative: it mirrors.</summary>
    public double Determinant => Minor(4, 8, 5, 7) * _m[0] + Minor(5, 6, 3, 8) * _m[1] + Minor(3, 7, 4, 6) * _m[2];

    /// <summary>The least that can do what it does.</summary>
    public TransformKind Kind =>
        (_m[6], _m[7]) != (0, 0) ? TransformKind.Homography : (_m[0], _m[1]) == (_m[4], -_m[3]) ? TransformKind.Similarity : TransformKind.Affine;

    public PicturePoint Apply(PicturePoint p)
    {
        var w = _m[6] * p.X + _m[7] * p.Y + _m[8];
        return new((_m[0] * p.X + _m[1] * p.Y + _m[2]) / w, (_m[3] * p.X + _m[4] * p.Y + _m[5]) / w);
    }

    /// <summary>The way back.</summary>
    public PlaneTransform Inverse() => new(
    [
        Minor(4, 8, 5, 7), Minor(2, 7, 1, 8), Minor(1, 5, 2, 4),
        Minor(5, 6, 3, 8), Minor(0, 8, 2, 6), Minor(2, 3, 0, 5),
        Minor(3, 7, 4, 6), Minor(1, 6, 0, 7), Minor(0, 4, 1, 3),
    ]);

    /// <summary>First this, then the other.</summary>
    public PlaneTransform Then(PlaneTransform next) =>
        new([.. Enumerable.Range(0, 9).Select(i => Enumerable.Range(0, 3).Sum(k => next._m[i / 3 * 3 + k] * _m[k * 3 + i % 3]))]);

    /// <summary>Nine numbers with a space between, exact; <see cref="Parse"/> reads them back.</summary>
    public override string ToString() => string.Join(' ', _m.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="ToString"/> writes, with spaces or commas; null: these are not nine numbers that make a transform.</summary>
    public static PlaneTransform? Parse(string text)
    {
        double?[] numbers = [.. text.Split([' ', ',', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : (double?)null)];
        try
        {
            return numbers.Contains(null) ? null : new PlaneTransform([.. numbers.OfType<double>()]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private double Minor(int a, int b, int c, int d) => _m[a] * _m[b] - _m[c] * _m[d];
}
