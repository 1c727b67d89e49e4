namespace ThermalPortal.Inference.Sampling;

/// <summary>Where a sampler evaluates the network: nodes uniform in lambda (DPM-Solver, arXiv 2206.00927), from noise to image.</summary>
public static class LogSnrGrid
{
    /// <summary>N falling times from T-1 to 0; N nodes cost N network evaluations.</summary>
    public static double[] Times(NoiseSchedule schedule, int nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nodes);
        var last = schedule.Count - 1;
        if (nodes == 1)
            return [last];
        var (from, to) = (schedule.Lambda(last), schedule.Lambda(0));
        return [.. Enumerable.Range(0, nodes).Select(i => schedule.Time(double.Lerp(from, to, i / (nodes - 1.0))))];
    }
}
