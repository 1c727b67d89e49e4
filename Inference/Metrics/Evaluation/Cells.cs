using System.Globalization;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Figures as tables show them; what is missing stays empty.</summary>
internal static class Cells
{
    public static string Show(Interval? interval, string format) =>
        interval is null ? "" : $"{Show(interval.Value, format)} [{Show(interval.Low, format)}, {Show(interval.High, format)}]";

    public static Interval? Thousandfold(Interval? interval) => interval is null ? null : new Interval(1000 * interval.Value, 1000 * interval.Low, 1000 * interval.High);

    public static string Show(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    public static string Rate(IdentityReport? report, double? rate) => report is null ? "" : rate is null ? "n too small" : Show(rate, "f3");
}
