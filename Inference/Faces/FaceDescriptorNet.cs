using TorchSharp;
using TorchSharp.Modules;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Faces;

/// <summary>
/// The face descriptor of dlib as face-api carries it (a ResNet of 29 convolutions at half width): face chips (B, 3, 150, 150) in [-1, 1] -> (B, 128), compared by
/// Euclidean distance; two pictures of one person are usually nearer than 0.6. Frozen, but gradients pass to the pictures: it is the identity term of
/// training and must therefore never judge what it trained.
/// </summary>
/// <remarks>Weights: npm package @vladmandic/face-api (MIT), folder <c>model</c>. They were trained on faces scraped from the web.</remarks>
public sealed class FaceDescriptorNet : nn.Module<Tensor, Tensor>, IFaceDescriber
{
    /// <summary>Side of a chip, pixels.</summary>
    public const int ChipSize = 150;

    /// <summary>Weights file in the folder of the npm package.</summary>
    public const string ManifestName = "face_recognition_model-weights_manifest.json";

    private static readonly float[] MeanRgb = [122.782f, 117.001f, 104.298f];
    private static readonly (string Name, int Width, bool Halves)[] Blocks =
    [
        ("conv32_1", 32, false), ("conv32_2", 32, false), ("conv32_3", 32, false),
        ("conv64_down", 64, true), ("conv64_1", 64, false), ("conv64_2", 64, false), ("conv64_3", 64, false),
        ("conv128_down", 128, true), ("conv128_1", 128, false), ("conv128_2", 128, false),
        ("conv256_down", 256, true), ("conv256_1", 256, false), ("conv256_2", 256, false), ("conv256_down_out", 256, true),
    ];

    private readonly Conv2d _stem;
    private readonly ModuleList<Conv2d> _first = [];
    private readonly ModuleList<Conv2d> _second = [];
    private readonly Linear _out;

    /// <summary>A net with random weights; for tests of the code alone.</summary>
    public FaceDescriptorNet() : base(nameof(FaceDescriptorNet))
    {
        _stem = nn.Conv2d(3, 32, kernel_size: 7, stride: 2);
        var inputs = 32;
        foreach (var (_, width, halves) in Blocks)
        {
            _first.Add(nn.Conv2d(inputs, width, kernel_size: 3, stride: halves ? 2 : 1, padding: halves ? 0 : 1));
            _second.Add(nn.Conv2d(width, width, kernel_size: 3, padding: 1));
            inputs = width;
        }
        _out = nn.Linear(inputs, 128, hasBias: false);
        RegisterComponents();
        foreach (var parameter in parameters())
            parameter.requires_grad_(false);
        eval();
    }

    /// <summary>Reads the weights from the folder that holds <see cref="ManifestName"/> and its shard.</summary>
    /// <exception cref="InvalidDataException">A layer is missing.</exception>
    public FaceDescriptorNet(string folder) : this()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var weights = TensorflowJsWeights.Read(Path.Combine(folder, ManifestName));
        Tensor Weight(string name) => weights.TryGetValue(name, out var value) ? value : throw new InvalidDataException($"The face descriptor in {folder} lacks {name}.");
        void Fill(Conv2d layer, string name)
        {
            var scale = Weight(name + "/scale/weights"); // an affine layer follows each convolution: folded into it
            layer.weight!.copy_(Weight(name + "/conv/filters").permute(3, 2, 0, 1) * scale.reshape(-1, 1, 1, 1)); // HWIO -> OIHW
            layer.bias!.copy_(Weight(name + "/conv/bias") * scale + Weight(name + "/scale/biases"));
        }
        Fill(_stem, "conv32_down");
        for (var i = 0; i < Blocks.Length; i++)
        {
            Fill(_first[i], Blocks[i].Name + "/conv1");
            Fill(_second[i], Blocks[i].Name + "/conv2");
        }
        _out.weight!.copy_(Weight("fc").t());
    }

    /// <summary>
    /// Cuts the chips: pictures (B, C, S, S) and five points (B, 5, 2) in [-1, 1] of the picture (left eye, right eye, nose, mouth corners) -> (B, C, 150, 150), or of another <paramref name="size"/>.
    /// The square is upright, 1 / 0.45 of the eye-to-mouth distance wide; beyond the picture its edge repeats.
    /// </summary>
    public static Tensor Chips(Tensor images, Tensor points, int size = ChipSize)
    {
        Shape.Require(points, nameof(points), images.shape[0], 5, 2);
        using var scope = NewDisposeScope();
        var mouth = points.narrow(1, 3, 2).mean([1], keepdim: true); // (B, 1, 2)
        var eyes = points.narrow(1, 0, 2); // (B, 2, 2)
        var half = (eyes - mouth).square().sum(-1).sqrt().mean([1], keepdim: true).unsqueeze(-1) / (2 * 0.45); // (B, 1, 1)
        var centre = cat([eyes, mouth], 1).mean([1]).unsqueeze(-1) + cat([zeros_like(half), 0.14 * half], 1); // (B, 2, 1)
        var across = (arange(size, dtype: ScalarType.Float32, device: images.device) + 0.5) * 2 / size - 1; // by hand: affine_grid is a matrix product, which autocast would round to bfloat16
        var (x, y) = (across.view(1, 1, -1) * half + centre.narrow(1, 0, 1), across.view(1, -1, 1) * half + centre.narrow(1, 1, 1)); // (B, 1, size), (B, size, 1)
        var grid = stack([x.expand(-1, size, -1), y.expand(-1, -1, size)], -1);
        return F.grid_sample(images, grid, padding_mode: GridSamplePaddingMode.Border, align_corners: false).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Describe(Tensor pictures, Tensor points) => forward(Chips(pictures, points));

    public override Tensor forward(Tensor chips)
    {
        Shape.Require(chips, nameof(chips), -1, 3, ChipSize, ChipSize);
        using var scope = NewDisposeScope();
        var h = ((chips + 1) * 127.5 - tensor(MeanRgb, device: chips.device).view(1, 3, 1, 1)) / 255;
        h = F.max_pool2d(F.relu(_stem.forward(h)), 3, 2);
        for (var i = 0; i < Blocks.Length; i++)
        {
            var branch = _second[i].forward(F.relu(_first[i].forward(h)));
            h = F.relu(Blocks[i].Halves ? Add(F.avg_pool2d(h, 2), branch) : h + branch);
        }
        return _out.forward(h.mean([2, 3])).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Sum of two maps of which either may be smaller: zeros fill missing channels, rows below and columns at the right.</summary>
    private static Tensor Add(Tensor pooled, Tensor branch)
    {
        var (channels, side) = (Math.Max(pooled.shape[1], branch.shape[1]), Math.Max(pooled.shape[2], branch.shape[2]));
        Tensor Pad(Tensor x) => F.pad(x, [0, side - x.shape[3], 0, side - x.shape[2], 0, channels - x.shape[1]]);
        return Pad(pooled) + Pad(branch);
    }
}
