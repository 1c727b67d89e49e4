namespace ThermalPortal.Inference.Attributes;

/// <summary>Finds temperature and abstention threshold of one head on held-out data (Guo et al. 2017).</summary>
public static class Calibrator
{
    private const int Bins = 15;
    private const double WantedPrecision = 0.9;
    private const int FewestAnswers = 20;

    /// <summary>Fits on <paramref name="logits"/> (N rows) against <paramref name="labels"/> (-1 rows are left out).</summary>
    public static AttributeCalibration Fit(IReadOnlyList<float[]> logits, IReadOnlyList<int> labels)
    {
        var rows = Enumerable.Range(0, logits.Count).Where(i => labels[i] >= 0).ToArray();
        if (rows.Length == 0)
            return AttributeCalibration.None;
        var temperature = Enumerable.Range(0, 100).Select(i => 0.25 * Math.Pow(1.03, i)).MinBy(t => rows.Average(i => -Math.Log(Math.Max(1e-12, Softmax(logits[i], t)[labels[i]]))));
        var answers = rows.Select(i => (P: Softmax(logits[i], temperature), Label: labels[i])).Select(r => (Confidence: r.P.Max(), Right: Array.IndexOf(r.P, r.P.Max()) == r.Label))
            .OrderByDescending(a => a.Confidence).ToArray();
        return new AttributeCalibration(temperature, Threshold(answers), answers.Average(a => a.Right ? 1.0 : 0), ExpectedError(answers));
    }

    /// <summary>The lowest confidence down to which accepted answers are right often enough; 1.01 (always abstain) if there is none.</summary>
    private static double Threshold((double Confidence, bool Right)[] byConfidence)
    {
        var (right, threshold) = (0, 1.01);
        for (var i = 0; i < byConfidence.Length; i++)
        {
            right += byConfidence[i].Right ? 1 : 0;
            var lastOfEquals = i + 1 == byConfidence.Length || byConfidence[i + 1].Confidence < byConfidence[i].Confidence;
            if (lastOfEquals && i + 1 >= Math.Min(FewestAnswers, byConfidence.Length) && right >= WantedPrecision * (i + 1))
                threshold = byConfidence[i].Confidence;
        }
        return threshold;
    }

    private static double ExpectedError((double Confidence, bool Right)[] answers) => answers
        .GroupBy(a => Math.Min(Bins - 1, (int)(a.Confidence * Bins)))
        .Sum(bin => Math.Abs(bin.Sum(a => a.Confidence) - bin.Count(a => a.Right))) / answers.Length;

    private static double[] Softmax(float[] logits, double temperature)
    {
        var top = logits.Max();
        var e = logits.Select(l => Math.Exp((l - top) / temperature)).ToArray();
        var sum = e.Sum();
        return [.. e.Select(v => v / sum)];
    }
}
