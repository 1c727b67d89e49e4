using System.Security.Cryptography;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// PD-VGG19, a perceptual distance: channel-normalised features of relu1_2, relu2_2 and relu3_4 of VGG19 (arXiv 1409.1556),
/// squared difference summed over channels, mean over space, summed over the three. It is not LPIPS and must not be named so.
/// The weights are frozen; gradients pass to the images. Runs under autocast; norms and distances are float32.
/// </summary>
/// <remarks>
/// Weights: the first three blocks of the Keras VGG19, as TensorFlow.js shards (MIT, weights CC-BY-4.0). Images of 128 px cost
/// 3.6 GMAC each; keep the features of targets that are compared more than once.
/// </remarks>
public sealed class PerceptualNet : Module<Tensor, Tensor, Tensor>
{
    private const float Epsilon = 1e-10f;
    private static readonly (string Name, int From, int To)[] Layers =
    [
        ("block1_conv1", 3, 64), ("block1_conv2", 64, 64), ("block2_conv1", 64, 128), ("block2_conv2", 128, 128),
        ("block3_conv1", 128, 256), ("block3_conv2", 256, 256), ("block3_conv3", 256, 256), ("block3_conv4", 256, 256),
    ];
    private static readonly float[] MeanBgr = [103.939f, 116.779f, 123.68f];
    private static readonly HashSet<string> Taps = ["block1_conv2", "block2_conv2", "block3_conv4"];

    private readonly Dictionary<string, Conv2d> _convolutions = []; // a ModuleDict cannot be moved: its two indexers confuse .to()

    /// <summary>A net with random weights; for tests of the code alone.</summary>
    public PerceptualNet() : base(nameof(PerceptualNet))
    {
        foreach (var (name, from, to) in Layers)
        {
            _convolutions.Add(name, Conv2d(from, to, 3, padding: 1));
            register_module(name, _convolutions[name]);
        }
        RegisterComponents();
        foreach (var parameter in parameters())
            parameter.requires_grad_(false);
        eval();
    }

    /// <summary>SHA-256 of the weights, to be recorded with every score; empty for random weights.</summary>
    public string WeightsSha256 { get; private set; } = "";

    /// <summary>Reads the weights from a folder with model.json and its shards.</summary>
    public PerceptualNet(string folder) : this()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var weights = TensorflowJsWeights.Read(Path.Combine(folder, "model.json"));
        foreach (var (name, convolution) in _convolutions)
        {
            if (!weights.TryGetValue(name + "/kernel", out var kernel) || !weights.TryGetValue(name + "/bias", out var bias))
                throw new InvalidDataException($"The perceptual weights in {folder} lack the layer {name}.");
            convolution.weight!.copy_(kernel.permute(3, 2, 0, 1)); // HWIO -> OIHW
            convolution.bias!.copy_(bias);
        }
        WeightsSha256 = Hash(this);
    }

    /// <summary>The distance of each pair.</summary>
    /// <param name="x">(B, 3, H, W), RGB in -1..1, H and W at least 4.</param>
    /// <param name="y">Same shape.</param>
    /// <returns>(B), float32, 0 for equal images, at most 12.</returns>
    public override Tensor forward(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        return Distance(Features(x), Features(y)).MoveToOuterDisposeScope();
    }

    /// <summary>Normalised features at full, half and quarter size, float32.</summary>
    /// <param name="x">(B, 3, H, W), RGB in -1..1.</param>
    public Tensor[] Features(Tensor x)
    {
        if (x.dim() != 4 || x.shape[1] != 3)
            throw new ArgumentException($"PD-VGG19 takes (B,3,H,W); got ({string.Join(',', x.shape)}).", nameof(x));
        using var scope = NewDisposeScope();
        var features = new List<Tensor>();
        var bgr = (x.to(float32).flip(1) + 1) * 127.5 - tensor(MeanBgr, device: x.device).view(1, 3, 1, 1);
        var h = bgr.to(_convolutions["block1_conv1"].weight!.dtype);
        foreach (var (name, _, _) in Layers)
        {
            h = functional.relu(_convolutions[name].forward(h));
            if (!Taps.Contains(name))
                continue;
            var wide = h.to(float32);
            features.Add((wide * (wide.square().sum(1, keepdim: true) + Epsilon).rsqrt()).MoveToOuterDisposeScope());
            h = functional.max_pool2d(h, 2);
        }
        return [.. features];
    }

    /// <summary>The distance between two sets of features, (B); either may have been kept.</summary>
    public static Tensor Distance(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y)
    {
        using var scope = NewDisposeScope();
        return x.Zip(y, (fx, fy) => (fx - fy).square().sum(1).mean([1, 2])).Aggregate((sum, d) => sum + d).MoveToOuterDisposeScope();
    }

    /// <summary>One row a picture of the deepest features, averaged over space: (B, 256), of length at most 1.</summary>
    public static Tensor Pooled(IReadOnlyList<Tensor> features) => features[^1].mean([2, 3]);

    private static string Hash(PerceptualNet net)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, parameter) in net.named_parameters())
            hash.AppendData(parameter.bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
