using TorchSharp;
using TorchSharp.Modules;
using ThermalPortal.Inference.Layers;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Faces;

/// <summary>
/// A recognition net of our own, to be trained on data whose people are known: face chips (B, 3, 96, 96) in [-1, 1] -> (B, 128) of length 1/2, so that squared distances are those of
/// <see cref="FaceDescriptorNet"/> in size (one person about .1 to .2, two people about .5). Four levels of two residual blocks, then every place of the last map by a weight of its own.
/// </summary>
public sealed class FaceEmbeddingNet : nn.Module<Tensor, Tensor>, IFaceDescriber
{
    /// <summary>Side of a chip, pixels.</summary>
    public const int ChipSize = 96;

    /// <summary>Numbers of an embedding.</summary>
    public const int Width = 128;

    /// <summary>Weights file in the folder of a trained net.</summary>
    public const string WeightsName = "embedding.safetensors";

    private const double Length = 0.5;
    private static readonly int[] Widths = [24, 48, 96, 160];
    private readonly Conv2d _stem;
    private readonly ModuleList<Conv2d> _downs = [];
    private readonly ModuleList<ResBlock> _blocks = [];
    private readonly GroupNorm _norm;
    private readonly Linear _out;

    /// <summary>A net with random weights.</summary>
    public FaceEmbeddingNet() : base(nameof(FaceEmbeddingNet))
    {
        _stem = Layer.Conv3(3, Widths[0], stride: 2);
        for (var level = 0; level < Widths.Length; level++)
        {
            if (level > 0)
                _downs.Add(Layer.Conv3(Widths[level - 1], Widths[level], stride: 2));
            _blocks.Add(new ResBlock(Widths[level], Widths[level]));
            _blocks.Add(new ResBlock(Widths[level], Widths[level]));
        }
        var side = ChipSize >> Widths.Length;
        _norm = Layer.GroupNorm(Widths[^1]);
        _out = nn.Linear(Widths[^1] * side * side, Width, hasBias: false);
        RegisterComponents();
    }

    /// <summary>Reads a trained net, frozen, from the folder of its training.</summary>
    /// <exception cref="InvalidDataException">The weights are missing or of another net.</exception>
    public static FaceEmbeddingNet Load(string folder)
    {
        var net = new FaceEmbeddingNet();
        ModuleWeights.Load(net, Path.Combine(folder, WeightsName));
        foreach (var parameter in net.parameters())
            parameter.requires_grad_(false);
        return net;
    }

    /// <inheritdoc/>
    public Tensor Describe(Tensor pictures, Tensor points) => forward(FaceDescriptorNet.Chips(pictures, points, ChipSize));

    public override Tensor forward(Tensor chips)
    {
        Shape.Require(chips, nameof(chips), -1, 3, ChipSize, ChipSize);
        using var scope = NewDisposeScope();
        var h = _stem.forward(chips);
        for (var level = 0; level < Widths.Length; level++)
        {
            h = level == 0 ? h : _downs[level - 1].forward(h);
            h = _blocks[2 * level + 1].forward(_blocks[2 * level].forward(h));
        }
        var point = _out.forward(F.silu(_norm.forward(h)).flatten(1)).to_type(ScalarType.Float32);
        return (Length * F.normalize(point, dim: 1)).MoveToOuterDisposeScope();
    }
}
