using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>Times of a batch, see <see cref="Sampling.Paths.PathPoint"/>; all maps (B, z, h, w).</summary>
internal sealed class PathDraw(Tensor rows)
{
    /// <summary>What the network is told, (B).</summary>
    public Tensor NetworkTime => rows.select(1, 0);

    /// <summary>How much of the clean image is in what the network sees, (B), 0 to 1.</summary>
    public Tensor Signal => rows.select(1, 1);

    /// <summary>Clean image and standard normal noise -> what the network sees.</summary>
    public Tensor Noisy(Tensor x0, Tensor noise) => Factor(1) * x0 + Factor(2) * noise;

    /// <summary>Clean image and standard normal noise -> what it is to answer.</summary>
    public Tensor Answer(Tensor x0, Tensor noise) => Factor(3) * x0 + Factor(4) * noise;

    /// <summary>What the network saw and answered -> the clean image as it thinks.</summary>
    public Tensor Clean(Tensor seen, Tensor answer) => Factor(5) * seen + Factor(6) * answer;

    private Tensor Factor(int column) => rows.select(1, column).reshape(-1, 1, 1, 1);
}
