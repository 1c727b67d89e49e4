using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>The baseline that never looks at its input: the mean of the true training pictures.</summary>
public static class MeanFace
{
    /// <summary>Averages the visible pictures of these frames, at most <paramref name="most"/> of them, spread evenly.</summary>
    public static NamedTranslator From(IReadOnlyList<EvaluationFrame> training, int size, int most = int.MaxValue, CancellationToken cancellationToken = default)
    {
        if (training.Count == 0)
            throw new ArgumentException("A mean face needs at least one training picture.", nameof(training));
        var sum = new double[size * size * 3];
        var count = Math.Min(most, training.Count);
        foreach (var frame in Enumerable.Range(0, count).Select(i => training[(int)((long)i * training.Count / count)]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pixels = EvaluationPicture.Visible(frame.VisibleFile, size).Pixels;
            for (var i = 0; i < sum.Length; i++)
                sum[i] += pixels[i];
        }
        var mean = new RgbImage(size, size, Array.ConvertAll(sum, s => (byte)Math.Round(s / count)));
        return new NamedTranslator("mean face", (batch, _) => [.. batch.Select(_ => mean)]);
    }
}
