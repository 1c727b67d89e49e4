using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>The baseline that never looks at its input: the mean of the true training pictures.</summary>
public static class MeanFace
{
    /// <summary>Averages the visible pictures of these frames.</summary>
    public static NamedTranslator From(IReadOnlyList<EvaluationFrame> training, int size, CancellationToken cancellationToken = default)
    {
        if (training.Count == 0)
            throw new ArgumentException("A mean face needs at least one training picture.", nameof(training));
        var sum = new double[size * size * 3];
        foreach (var frame in training)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pixels = EvaluationPicture.Visible(frame.VisibleFile, size).Pixels;
            for (var i = 0; i < sum.Length; i++)
                sum[i] += pixels[i];
        }
        var mean = new RgbImage(size, size, Array.ConvertAll(sum, s => (byte)Math.Round(s / training.Count)));
        return new NamedTranslator("mean face", (batch, _) => [.. batch.Select(_ => mean)]);
    }
}
