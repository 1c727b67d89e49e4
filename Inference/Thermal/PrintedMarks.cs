namespace ThermalPortal.Inference.Thermal;

/// <summary>
/// Finds marks printed in the first or last colour of the palette (digits, cross-hairs, labels): small spots at the very end of the scale that
/// rise from their surroundings within two pixels. Optics and skin never make such a step.
/// </summary>
internal static class PrintedMarks
{
    private const float End = 6, Step = 70, LargestShare = 0.02f;
    private const int Reach = 3;

    /// <summary>Sets the pixels of printed marks to NaN.</summary>
    public static void Remove(float[] values, int width, int height)
    {
        foreach (bool cold in new[] { true, false })
        {
            var visited = new bool[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                if (visited[i] || !AtEnd(values[i], cold)) continue;
                var spot = Spot(values, width, height, i, cold, visited);
                if (spot.Count <= values.Length * LargestShare && Stands(values, width, height, spot, cold))
                    foreach (int j in spot) values[j] = float.NaN;
            }
        }
    }

    private static bool AtEnd(float value, bool cold) => cold ? value <= End : value >= 255 - End;

    private static List<int> Spot(float[] values, int width, int height, int start, bool cold, bool[] visited)
    {
        var spot = new List<int> { start };
        visited[start] = true;
        for (int k = 0; k < spot.Count; k++)
        {
            int x = spot[k] % width, y = spot[k] / width;
            Visit(x - 1, y);
            Visit(x + 1, y);
            Visit(x, y - 1);
            Visit(x, y + 1);
        }
        return spot;

        void Visit(int x, int y)
        {
            if (x < 0 || y < 0 || x >= width || y >= height) return;
            int i = y * width + x;
            if (visited[i] || !AtEnd(values[i], cold)) return;
            visited[i] = true;
            spot.Add(i);
        }
    }

    /// <summary>Nearly all of the surroundings, three pixels away, differ by a large step.</summary>
    private static bool Stands(float[] values, int width, int height, List<int> spot, bool cold)
    {
        const double nearly = 0.9;
        var members = spot.ToHashSet();
        int ring = 0, far = 0;
        foreach (int i in spot)
        {
            int x = i % width, y = i / width;
            foreach (var (dx, dy) in new[] { (-Reach, 0), (Reach, 0), (0, -Reach), (0, Reach) })
            {
                if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height) continue;
                int j = i + dy * width + dx;
                if (members.Contains(j)) continue;
                ring++;
                if (float.IsNaN(values[j]) || (cold ? values[j] > Step : values[j] < 255 - Step)) far++;
            }
        }
        return ring > 0 && far >= nearly * ring;
    }
}
