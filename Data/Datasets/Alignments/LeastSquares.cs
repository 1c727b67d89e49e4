namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>Linear least squares by Householder reflections with column pivoting (Golub and Van Loan, Matrix Computations, algorithm 5.4.1).</summary>
internal static class LeastSquares
{
    /// <summary>
    /// The x that makes |rows x - values| least; null when the rows do not decide it: a pivot is below <paramref name="tolerance"/> of the first, which is about the ratio of the least to the largest
    /// singular value. Columns should be of like size.
    /// </summary>
    public static double[]? Solve(double[][] rows, double[] values, double tolerance)
    {
        var (m, n) = (rows.Length, rows[0].Length);
        if (m < n) return null;
        double[][] a = [.. rows.Select(r => (double[])r.Clone())];
        var b = (double[])values.Clone();
        int[] order = [.. Enumerable.Range(0, n)];
        var first = 0.0;
        for (var k = 0; k < n; k++)
        {
            var pivot = Enumerable.Range(k, n - k).MaxBy(j => Below(a, k, j));
            (order[k], order[pivot]) = (order[pivot], order[k]);
            foreach (var row in a) (row[k], row[pivot]) = (row[pivot], row[k]);
            var length = Math.Sqrt(Below(a, k, k));
            if (k == 0) first = length;
            if (!(length > tolerance * first)) return null;
            Reflect(a, b, k, a[k][k] > 0 ? -length : length);
        }
        var x = new double[n];
        for (var k = n - 1; k >= 0; k--)
            x[order[k]] = (b[k] - Enumerable.Range(k + 1, n - k - 1).Sum(j => a[k][j] * x[order[j]])) / a[k][k];
        return x;
    }

    /// <summary>Squares of a column from a row on.</summary>
    private static double Below(double[][] a, int from, int column)
    {
        var sum = 0.0;
        for (var i = from; i < a.Length; i++) sum += a[i][column] * a[i][column];
        return sum;
    }

    /// <summary>Mirrors so that column k has <paramref name="head"/> at its diagonal and zeros below.</summary>
    private static void Reflect(double[][] a, double[] b, int k, double head)
    {
        double[] v = [.. a.Skip(k).Select(row => row[k])];
        v[0] -= head;
        var half = v.Sum(t => t * t) / 2;
        for (var j = k; j < a[0].Length; j++)
        {
            var share = 0.0;
            for (var i = 0; i < v.Length; i++) share += v[i] * a[k + i][j];
            for (var i = 0; i < v.Length; i++) a[k + i][j] -= v[i] * share / half;
        }
        var of = v.Select((t, i) => t * b[k + i]).Sum() / half;
        for (var i = 0; i < v.Length; i++) b[k + i] -= v[i] * of;
    }
}
