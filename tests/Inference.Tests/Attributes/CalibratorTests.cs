using ThermalPortal.Inference.Attributes;

namespace ThermalPortal.Inference.Tests.Attributes;

public sealed class CalibratorTests
{
    [Fact]
    public void Fit_OverconfidentLogits_RaisesTemperatureAndLowersError()
    {
        var random = new Random(1);
        var labels = Enumerable.Range(0, 2000).Select(_ => random.Next(2)).ToArray();
        float[][] logits = [.. labels.Select(l => random.NextDouble() < 0.8 ? Say(l) : Say(1 - l))]; // right 80 % of the time, says 99.8 %
        var fit = Calibrator.Fit(logits, labels);
        Assert.InRange(fit.Temperature, 3, 6); // 6 / T = ln(.8 / .2) at T = 4.33
        Assert.InRange(fit.Accuracy, 0.77, 0.83);
        Assert.InRange(fit.CalibrationError, 0, 0.02);
        Assert.True(fit.AbstainBelow > 1, "80 % right everywhere can never reach 90 %: it must abstain always");

        static float[] Say(int label) => label == 0 ? [6, 0] : [0, 6];
    }

    [Fact]
    public void Fit_SureAnswersRight_AbstainsBelowThem()
    {
        var labels = Enumerable.Repeat(0, 100).ToArray();
        float[][] logits = [.. Enumerable.Range(0, 100).Select(i => i < 50 ? new float[] { 8, 0 } : i % 2 == 0 ? [0.2f, 0] : [0, 0.2f])];
        var fit = Calibrator.Fit(logits, labels);
        Assert.InRange(fit.AbstainBelow, 0.55, 1.0);
    }

    [Fact]
    public void Fit_NoLabels_IsNone() => Assert.Equal(AttributeCalibration.None, Calibrator.Fit([[1, 2]], [-1]));
}
