namespace ThermalPortal.Inference.Ops;

/// <summary>The directions in which a two-dimensional map is scanned (Vim, arXiv 2401.09417; VMamba SS2D, arXiv 2401.10166).</summary>
public static class ScanOrders
{
    /// <summary>Rows forward, and the same backward.</summary>
    public static IReadOnlyList<ScanOrder> Bidirectional(int height, int width)
    {
        var rows = Rows(height, width);
        return [ScanOrder.From(rows), ScanOrder.From(rows.AsEnumerable().Reverse())];
    }

    /// <summary>Rows forward, columns forward, rows backward, columns backward.</summary>
    public static IReadOnlyList<ScanOrder> Cross(int height, int width)
    {
        var rows = Rows(height, width);
        var columns = Columns(height, width);
        return [ScanOrder.From(rows), ScanOrder.From(columns),
            ScanOrder.From(rows.AsEnumerable().Reverse()), ScanOrder.From(columns.AsEnumerable().Reverse())];
    }

    private static long[] Rows(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return [.. Enumerable.Range(0, height * width).Select(k => (long)k)];
    }

    private static long[] Columns(int height, int width) =>
        [.. Enumerable.Range(0, height * width).Select(k => (long)(k % height) * width + k / height)];
}
