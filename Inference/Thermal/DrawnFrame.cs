namespace ThermalPortal.Inference.Thermal;

/// <summary>
/// Takes away the line or margin that figures and screenshots draw around a picture: outermost rows or columns of one level from which most of the next one steps away. Left in place it would be the hottest or coldest
/// thing there is, repeated into everything beyond the edge. A clipped background is no such frame: most of it goes on in the next row.
/// </summary>
internal static class DrawnFrame
{
    private const double DeepestShare = 0.2, Flat = 0.04, Step = 0.1, Few = 0.05; // of the side; of the picture's range; of a line's pixels
    private const int Smallest = 32, Sampled = 4096;

    /// <summary>Overwrites the frame with the nearest lines of the picture; the geometry stays.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Fill(float[] values, int width, int height)
    {
        int stride = (values.Length / Sampled) | 1; // odd, so that it comes to other columns in every row
        float[] sorted = [.. Enumerable.Range(0, (values.Length + stride - 1) / stride).Select(i => values[i * stride]).Where(float.IsFinite).Order()];
        if (sorted.Length == 0 || Math.Min(width, height) < Smallest)
            return false;
        float range = At(sorted, 1 - Few) - At(sorted, Few);
        Side[] sides =
        [
            new(height, width, (line, i) => line * width + i), new(height, width, (line, i) => (height - 1 - line) * width + i),
            new(width, height, (line, i) => i * width + line), new(width, height, (line, i) => i * width + width - 1 - line),
        ];
        var found = sides.Select(side => (Side: side, Margin: Find(values, side, range))).Where(s => s.Margin.Step > Flat * range).ToArray();
        float[] sure = [.. found.Where(s => s.Margin.Step > Step * range).Select(s => s.Margin.Level)];
        foreach (var (side, margin) in found.Where(s => sure.Any(level => Math.Abs(level - s.Margin.Level) <= Flat * range))) // a frame that is sure at one side is believed at the others
            Replace(values, side, margin.Depth);
        return sure.Length > 0;
    }

    /// <summary>Lines of one level at a side, and how far most of the next line is from it; no step where there are none.</summary>
    private static (int Depth, float Level, float Step) Find(float[] values, Side side, float range)
    {
        float level = At(Sorted(values, side, 0), 0.5);
        int deepest = (int)Math.Ceiling(DeepestShare * side.Lines), depth = 0;
        while (depth <= deepest && Sorted(values, side, depth) is var line && At(line, Few) >= level - Flat * range && At(line, 1 - Few) <= level + Flat * range)
            depth++;
        if (depth == 0 || depth > deepest)
            return (depth, level, 0);
        float[] distances = [.. Sorted(values, side, depth).Select(v => Math.Abs(v - level)).Order()];
        return (depth, level, At(distances, 0.5));
    }

    private static void Replace(float[] values, Side side, int depth)
    {
        for (int line = 0; line <= depth; line++) // one more: a frame's inner edge is smoothed when a picture is resized
            for (int i = 0; i < side.Length; i++)
                values[side.At(line, i)] = values[side.At(depth + 1, i)];
    }

    private static float[] Sorted(float[] values, Side side, int line) => [.. Enumerable.Range(0, side.Length).Select(i => values[side.At(line, i)]).Where(float.IsFinite).Order()];

    private static float At(float[] sorted, double share) => sorted.Length == 0 ? float.NaN : sorted[(int)(share * (sorted.Length - 1))];

    /// <summary>A side of the picture: its lines counted inwards.</summary>
    /// <param name="Lines">Lines there are.</param>
    /// <param name="Length">Pixels of a line.</param>
    /// <param name="At">Index of a pixel of a line.</param>
    private sealed record Side(int Lines, int Length, Func<int, int, int> At);
}
