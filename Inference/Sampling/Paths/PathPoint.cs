namespace ThermalPortal.Inference.Sampling.Paths;

/// <summary>
/// One time of a path. The network sees <c>x = Image x0 + Noise n</c> (scaled to about unit variance) and is to answer <c>y = AnswerImage x0 + AnswerNoise n</c>, with n standard normal.
/// </summary>
/// <param name="NetworkTime">What the network is told, 0..999.</param>
/// <param name="Image">Factor of the clean image x0 in what the network sees.</param>
/// <param name="Noise">Factor of the noise in it.</param>
/// <param name="AnswerImage">Factor of x0 in the answer.</param>
/// <param name="AnswerNoise">Factor of the noise in the answer.</param>
public readonly record struct PathPoint(double NetworkTime, double Image, double Noise, double AnswerImage, double AnswerNoise)
{
    /// <summary>Deviation of x for an x0 of unit variance: the network sees x divided by it.</summary>
    public double Deviation => Math.Sqrt(Image * Image + Noise * Noise);

    /// <summary>x0h = CleanState x + CleanAnswer y: the two equations solved for x0.</summary>
    public double CleanState => AnswerNoise / Determinant;

    /// <inheritdoc cref="CleanState"/>
    public double CleanAnswer => -Noise / Determinant;

    private double Determinant => Image * AnswerNoise - Noise * AnswerImage;
}
