namespace ThermalPortal.Inference.Thermal;

/// <summary>Fills pixels that carry no measurement (NaN: logos, scale bars, text) from their neighbours.</summary>
internal static class OverlayFiller
{
    private const int Grow = 2;

    /// <summary>Grows the holes by two pixels and fills them in place, ring by ring.</summary>
    /// <returns>Share of the picture that was filled, 0..1.</returns>
    public static float Fill(float[] values, int width, int height, int grow = Grow)
    {
        var edge = Holes(values);
        for (int step = 0; step < grow; step++) edge = Dilate(values, width, height, edge);
        var open = Holes(values);
        float share = open.Count / (float)values.Length;
        if (share is 0 or 1) return share;
        while (open.Count > 0)
        {
            var ring = new List<(int Index, float Value)>();
            var rest = new List<int>();
            foreach (int i in open)
            {
                float mean = Mean(values, width, height, i);
                if (float.IsNaN(mean)) rest.Add(i);
                else ring.Add((i, mean));
            }
            foreach (var (i, value) in ring) values[i] = value;
            open = rest;
        }
        return share;
    }

    private static List<int> Holes(float[] values)
    {
        var holes = new List<int>();
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i])) holes.Add(i);
        }
        return holes;
    }

    private static List<int> Dilate(float[] values, int width, int height, List<int> edge)
    {
        var next = new List<int>();
        foreach (int i in edge)
        {
            foreach (int j in Neighbours(i, width, height))
            {
                if (float.IsNaN(values[j])) continue;
                values[j] = float.NaN;
                next.Add(j);
            }
        }
        return next;
    }

    private static float Mean(float[] values, int width, int height, int at)
    {
        float sum = 0;
        int count = 0;
        foreach (int j in Neighbours(at, width, height))
        {
            if (float.IsNaN(values[j])) continue;
            sum += values[j];
            count++;
        }
        return count == 0 ? float.NaN : sum / count;
    }

    private static IEnumerable<int> Neighbours(int at, int width, int height)
    {
        int x = at % width, y = at / width;
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++)
            {
                bool self = dx == 0 && dy == 0, outside = x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height;
                if (!self && !outside) yield return at + dy * width + dx;
            }
        }
    }
}
