using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>Floating-point frames: degrees C, kelvin or Fahrenheit, by declaration or by the median.</summary>
internal static class FloatReader
{
    public static ThermalFrame Read(ReadContext context, int width, int height, float[] numbers, string format)
    {
        float stored = Plausibility.Median(numbers);
        var scale = context.Options.Scale ?? Guess(context, stored);
        bool known = scale is ThermalScale.Celsius or ThermalScale.Kelvin or ThermalScale.Fahrenheit;
        if (known)
        {
            for (int i = 0; i < numbers.Length; i++) numbers[i] = (float)ScaleTable.ToCelsius(scale, numbers[i]);
            float median = Plausibility.Median(numbers);
            if (!Plausibility.IsPlausible(median))
            {
                context.Warn("implausible", $"As {scale} the median would be {median:0.0} C, which cannot be: the values are kept without a unit.");
                for (int i = 0; i < numbers.Length; i++) numbers[i] = (float)ScaleTable.FromCelsius(scale, numbers[i]);
                known = false;
            }
        }
        return new ThermalFrame
        {
            Width = width, Height = height, Values = numbers, Unit = known ? ThermalUnit.Celsius : ThermalUnit.Counts,
            Scale = known ? scale : ThermalScale.Counts, ScaleGuessed = context.Options.Scale is null, StoredMedian = float.IsFinite(stored) ? stored : null,
            Badge = known ? RadiometryBadge.RadiometricC : RadiometryBadge.RawCounts, Format = format, SourceSha256 = context.Sha256,
            Camera = context.Options.Camera, Warnings = context.Warnings,
        };
    }

    private static ThermalScale Guess(ReadContext context, float median)
    {
        switch (median)
        {
            case >= 10 and <= 45: return ThermalScale.Celsius;
            case >= 283 and <= 318: return ThermalScale.Kelvin;
            case >= 50 and <= 113: return ThermalScale.Fahrenheit;
            default:
                context.Warn("scale-unknown", $"The median is {median:0.##}, which is no usual temperature in C, K or F: the values are kept without a " +
                    "unit. State the unit to get degrees.");
                return ThermalScale.Counts;
        }
    }
}
