using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>Last look at every frame: no NaN, not empty, plausible.</summary>
internal static class FrameCheck
{
    private const float MostZeros = 0.5f, WarnInvalid = 0.01f, SkinLow = 25, SkinHigh = 42;

    public static ThermalFrame Pass(ThermalFrame frame, int pages)
    {
        float[] values = frame.Values;
        var warnings = frame.Warnings.ToList();
        int invalid = Repair(values);
        if (invalid == values.Length) throw Empty("no pixel has a value");
        if (invalid > values.Length * WarnInvalid)
        {
            warnings.Add(new("invalid-pixels", $"{invalid / (float)values.Length:P0} of the pixels have no temperature (too cold for the camera); " +
                "they are shown as the coldest.", Repair: true));
        }
        float first = values[0];
        if (Array.TrueForAll(values, v => v == first)) throw Empty("all pixels are equal");
        if (frame.Raw is { } raw) RefuseZeros(raw);
        if (frame.Height > 1 && RowsRepeat(values, frame.Width)) throw Empty("one row is repeated over the whole picture");
        if (frame.Unit == ThermalUnit.Celsius) CheckSkin(values, warnings);
        return frame.With(values, warnings, pages);
    }

    /// <summary>Raw values of a working sensor are hardly ever 0. (8-bit pictures may be black for the most part.)</summary>
    public static void RefuseZeros(ushort[] counts)
    {
        int zeros = 0;
        foreach (ushort v in counts) zeros += v == 0 ? 1 : 0;
        if (zeros > MostZeros * counts.Length) throw Empty("more than half of the pixels are zero");
    }

    private static UnreadableImageException Empty(string why) =>
        new("empty-frame", $"This is an empty frame: {why}.", "Take the picture again, or check the program that exported it.");

    /// <summary>Replaces what is not finite by the lowest finite value; returns how many.</summary>
    private static int Repair(float[] values)
    {
        int invalid = 0;
        float lowest = float.MaxValue;
        foreach (float v in values)
        {
            if (float.IsFinite(v)) lowest = Math.Min(lowest, v);
            else invalid++;
        }
        if (invalid == 0) return 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i])) values[i] = lowest;
        }
        return invalid;
    }

    private static bool RowsRepeat(float[] values, int width)
    {
        var first = values.AsSpan(0, width);
        for (int at = width; at < values.Length; at += width)
        {
            if (!values.AsSpan(at, width).SequenceEqual(first)) return false;
        }
        return true;
    }

    /// <summary>The warm end of a picture with a face should be skin: 25..42 C.</summary>
    private static void CheckSkin(float[] values, List<ThermalWarning> warnings)
    {
        var (_, warm) = ThermalNormalizer.Percentiles(values, 50, 95);
        if (warm is >= SkinLow and <= SkinHigh) return;
        warnings.Add(new("not-skin", $"The warm parts of the picture are at {warm:0.0} C, not those of skin (25 to 42 C). " +
            "Check emissivity, distance or scale."));
    }
}
