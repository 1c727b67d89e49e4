using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>8-bit pictures: grey, grey stored as colour, or rendered with a palette. Always relative, never a unit.</summary>
internal static class PictureReader
{
    private const float WarnOverlay = 0.03f;
    private const int GreyMedian = 4, GreyNinetyFifth = 10;

    public static ThermalFrame Read(ReadContext context, PixelArray pixels, byte[] samples, string format)
    {
        if (context.Options.Scale is { } scale && scale != ThermalScale.Counts)
            context.Repaired("eight-bit", $"The picture has 8 bits only, so the declared scale ({scale}) cannot apply: it is read as relative brightness.");
        string? palette = null;
        float[] values = pixels.Channels == 1 ? Array.ConvertAll(samples, v => (float)v) : Intensity(context, pixels, samples, out palette);
        if (DrawnFrame.Fill(values, pixels.Width, pixels.Height))
            context.Repaired("frame", "A line or margin is drawn around the picture; it was filled from the picture's edge. Export pictures without it if you can.");
        if (context.Options.Polarity == ThermalPolarity.BlackHot) values = Array.ConvertAll(values, v => 255 - v);
        return new ThermalFrame
        {
            Width = pixels.Width, Height = pixels.Height, Values = values, Unit = ThermalUnit.Relative, Badge = RadiometryBadge.Relative8,
            Format = format, Palette = palette, SourceSha256 = context.Sha256, Camera = context.Options.Camera, Warnings = context.Warnings,
        };
    }

    private static float[] Intensity(ReadContext context, PixelArray pixels, byte[] rgb, out string? palette)
    {
        palette = null;
        if (IsGrey(rgb)) return Luminance(rgb);
        if (rgb.Length / 3 > ImageLimits.PalettePixels) throw UnreadableImageException.TooLarge(pixels.Width, pixels.Height);
        var fit = PaletteFit.Best(rgb, context.Token);
        if (!fit.IsGood) throw Unknown(fit);
        palette = fit.Name;
        float[] values = PaletteInverter.Invert(rgb, fit.Table, context.Token);
        PrintedMarks.Remove(values, pixels.Width, pixels.Height);
        float share = OverlayFiller.Fill(values, pixels.Width, pixels.Height);
        if (share > WarnOverlay)
        {
            context.Repaired("overlay", $"Text, scales or logos cover {share:P0} of the picture; they were filled from their surroundings. " +
                "Export pictures without them if you can.");
        }
        return values;
    }

    private static UnreadableImageException Unknown(PaletteFit fit) => fit.Before <= PaletteFit.FirstMedian
        ? new("unknown-palette", "The colours are close to a thermal palette but fit none that is known.",
            "Save the picture in the palette iron, rainbow, arctic or grey, without overlays.")
        : new("ordinary-photo", "This looks like an ordinary photo: its colours are those of no thermal palette.",
            "Upload the thermal picture. If it is one, save it in grey, or as 16-bit or radiometric file.");

    /// <summary>Three equal channels, up to the noise JPEG adds.</summary>
    private static bool IsGrey(byte[] rgb)
    {
        var histogram = new int[256];
        for (int i = 0; i < rgb.Length; i += 3)
        {
            byte high = Math.Max(rgb[i], Math.Max(rgb[i + 1], rgb[i + 2])), low = Math.Min(rgb[i], Math.Min(rgb[i + 1], rgb[i + 2]));
            histogram[high - low]++;
        }
        return Percentile(histogram, 0.5) <= GreyMedian && Percentile(histogram, 0.95) <= GreyNinetyFifth;
    }

    private static int Percentile(int[] histogram, double share)
    {
        long total = histogram.Sum(v => (long)v), seen = 0;
        for (int v = 0; v < histogram.Length; v++)
        {
            seen += histogram[v];
            if (seen >= share * total) return v;
        }
        return histogram.Length - 1;
    }

    private static float[] Luminance(byte[] rgb)
    {
        var values = new float[rgb.Length / 3];
        for (int i = 0; i < values.Length; i++) values[i] = 0.299f * rgb[i * 3] + 0.587f * rgb[i * 3 + 1] + 0.114f * rgb[i * 3 + 2];
        return values;
    }
}
