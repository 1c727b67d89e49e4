namespace ThermalPortal.Inference.Thermal;

/// <summary>Turns a palette-coloured picture back into relative intensity 0..255.</summary>
internal static class PaletteInverter
{
    private const int Bits = 5, Cells = 1 << Bits, Walk = 6;
    private const float OverlaySquared = 60 * 60;

    /// <summary>Inverts; pixels whose colour is not of the palette (logos, text) become NaN.</summary>
    /// <param name="rgb">Interleaved red, green, blue.</param>
    /// <param name="table">256 x 3 colours, cold to warm.</param>
    /// <param name="token">Stops the work.</param>
    public static float[] Invert(ReadOnlySpan<byte> rgb, float[] table, CancellationToken token)
    {
        var colours = new ColourTable(table);
        byte[] lookup = Lookup(colours);
        var values = new float[rgb.Length / 3];
        for (int i = 0; i < values.Length; i++)
        {
            if ((i & 0xffff) == 0) token.ThrowIfCancellationRequested();
            byte r = rgb[i * 3], g = rgb[i * 3 + 1], b = rgb[i * 3 + 2];
            int start = lookup[((r >> (8 - Bits)) * Cells + (g >> (8 - Bits))) * Cells + (b >> (8 - Bits))];
            values[i] = Refine(colours, start, r, g, b);
        }
        return values;
    }

    private static byte[] Lookup(ColourTable colours)
    {
        const int half = 1 << (7 - Bits);
        var lookup = new byte[Cells * Cells * Cells];
        for (int i = 0; i < lookup.Length; i++)
        {
            int r = (i / (Cells * Cells) << (8 - Bits)) + half, g = (i / Cells % Cells << (8 - Bits)) + half, b = (i % Cells << (8 - Bits)) + half;
            lookup[i] = (byte)colours.Nearest(r, g, b).Entry;
        }
        return lookup;
    }

    /// <summary>Best entry near the looked-up one, then a fraction of an entry by projection between its neighbours.</summary>
    private static float Refine(ColourTable colours, int start, float r, float g, float b)
    {
        int best = start;
        float least = float.MaxValue;
        for (int e = Math.Max(0, start - Walk); e <= Math.Min(ThermalPalette.Entries - 1, start + Walk); e++)
        {
            float d = colours.Squared(e, r, g, b);
            if (d >= least) continue;
            least = d;
            best = e;
        }
        if (least > OverlaySquared) return float.NaN;
        int from = Math.Max(0, best - 1), to = Math.Min(ThermalPalette.Entries - 1, best + 1);
        var (fromRed, fromGreen, fromBlue) = colours[from];
        var (toRed, toGreen, toBlue) = colours[to];
        float dx = toRed - fromRed, dy = toGreen - fromGreen, dz = toBlue - fromBlue, length = dx * dx + dy * dy + dz * dz;
        if (length < 1) return best;
        float along = ((r - fromRed) * dx + (g - fromGreen) * dy + (b - fromBlue) * dz) / length;
        return from + Math.Clamp(along, 0, 1) * (to - from);
    }
}
