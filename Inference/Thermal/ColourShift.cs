namespace ThermalPortal.Inference.Thermal;

/// <summary>
/// A smooth change of colour (screen profile, print, another range), fitted to pairs of colours: a quadratic polynomial in red, green and blue
/// added to the colour, by ridge regression.
/// </summary>
internal static class ColourShift
{
    private const int Terms = 10;
    private const double Ridge = 2;

    /// <summary>Fits the shift and applies it to a whole table.</summary>
    /// <param name="table">256 x 3 colours as published.</param>
    /// <param name="entries">Table entry each pixel belongs to; -1 = leave the pixel out.</param>
    /// <param name="sample">Colours of the pixels.</param>
    /// <returns>The shifted table.</returns>
    public static float[] Apply(float[] table, int[] entries, float[] sample)
    {
        var normal = new double[Terms, Terms];
        var right = new double[Terms, 3];
        var terms = new double[Terms];
        for (int i = 0; i < entries.Length; i++)
        {
            int e = entries[i];
            if (e < 0) continue;
            Fill(terms, table, e);
            for (int a = 0; a < Terms; a++)
            {
                for (int b = 0; b < Terms; b++) normal[a, b] += terms[a] * terms[b];
                for (int c = 0; c < 3; c++) right[a, c] += terms[a] * (sample[i * 3 + c] - table[e * 3 + c]);
            }
        }
        for (int a = 0; a < Terms; a++) normal[a, a] += Ridge;
        Solve(normal, right);
        var shifted = new float[table.Length];
        for (int e = 0; e < table.Length / 3; e++)
        {
            Fill(terms, table, e);
            for (int c = 0; c < 3; c++)
            {
                double offset = 0;
                for (int a = 0; a < Terms; a++) offset += terms[a] * right[a, c];
                shifted[e * 3 + c] = (float)Math.Clamp(table[e * 3 + c] + offset, 0, 255);
            }
        }
        return shifted;
    }

    private static void Fill(double[] terms, float[] table, int entry)
    {
        double r = table[entry * 3] / 255, g = table[entry * 3 + 1] / 255, b = table[entry * 3 + 2] / 255;
        (terms[0], terms[1], terms[2], terms[3]) = (1, r, g, b);
        (terms[4], terms[5], terms[6]) = (r * r, g * g, b * b);
        (terms[7], terms[8], terms[9]) = (r * g, r * b, g * b);
    }

    /// <summary>Gauss-Jordan in place: <paramref name="right"/> becomes the solution. The ridge keeps the pivots away from 0.</summary>
    private static void Solve(double[,] normal, double[,] right)
    {
        for (int p = 0; p < Terms; p++)
        {
            double pivot = 1 / normal[p, p];
            for (int b = 0; b < Terms; b++) normal[p, b] *= pivot;
            for (int c = 0; c < 3; c++) right[p, c] *= pivot;
            for (int a = 0; a < Terms; a++)
            {
                if (a == p) continue;
                double factor = normal[a, p];
                for (int b = 0; b < Terms; b++) normal[a, b] -= factor * normal[p, b];
                for (int c = 0; c < 3; c++) right[a, c] -= factor * right[p, c];
            }
        }
    }
}
