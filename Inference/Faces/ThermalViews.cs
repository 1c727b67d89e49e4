namespace ThermalPortal.Inference.Faces;

/// <summary>
/// Ways of showing thermal values to a detector made for photographs. None is best everywhere: skin-on-dark wants gamma, eye sockets and noses
/// look right when dark and bright are exchanged, flat faces want equalising. All return values in [-1, 1].
/// </summary>
internal static class ThermalViews
{
    private const int Bins = 4096;

    /// <summary>For searching whole frames.</summary>
    public static Func<ThermalCut, float[]>[] Search { get; } = [Gamma, Inverted];

    /// <summary>For a second look at one face.</summary>
    public static Func<ThermalCut, float[]>[] Refine { get; } = [Gamma, Inverted, Equalized];

    /// <summary>Stretched to percentiles and squared: the contrast lies in the warm half, where skin is.</summary>
    public static float[] Gamma(ThermalCut cut) => Array.ConvertAll(cut.Stretched, v => 2 * v * v - 1);

    /// <summary>Stretched and exchanged dark for bright.</summary>
    public static float[] Inverted(ThermalCut cut) => Array.ConvertAll(cut.Stretched, v => 1 - 2 * v);

    /// <summary>Half way between stretched and equalised.</summary>
    public static float[] Equalized(ThermalCut cut)
    {
        var ranks = new float[Bins];
        foreach (float v in cut.Stretched) ranks[Bin(v)]++;
        float below = 0;
        for (int i = 0; i < Bins; i++) (ranks[i], below) = ((below + ranks[i] / 2) / cut.Stretched.Length, below + ranks[i]);
        return Array.ConvertAll(cut.Stretched, v => v + ranks[Bin(v)] - 1);
    }

    private static int Bin(float v) => (int)(v * (Bins - 1));
}
