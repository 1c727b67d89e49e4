using System.Security.Cryptography;
using ThermalPortal.Inference.Layers;
using ThermalPortal.Inference.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// LPIPS 0.1 (arXiv 1801.03924): features of AlexNet or VGG16, normalised over channels, squared difference weighed by the official linear heads, mean over space, summed over five layers.
/// The weights are frozen. Use it outside autocast: published figures are float32.
/// </summary>
/// <remarks>
/// Nothing of it is shipped. A folder needs <c>alex.pth</c> or <c>vgg.pth</c> of the LPIPS project, known by hash, and torchvision's network as one safetensors file, known by the names and
/// shapes of its convolutions: <c>save_file(torchvision.models.alexnet(weights="IMAGENET1K_V1").state_dict(), "alexnet.safetensors")</c>. Its hash goes into the report, because names and
/// shapes do not tell whether it was trained.
/// </remarks>
public sealed class Lpips : Module<Tensor, Tensor, Tensor>
{
    private const int SmallestSide = 32;
    private const double Epsilon = 1e-10;
    private static readonly float[] Shift = [-.030f, -.088f, -.188f];
    private static readonly float[] Scale = [.458f, .448f, .450f];

    private readonly LpipsBackbone _backbone;
    private readonly Conv2d[] _convolutions;
    private readonly Parameter _heads;

    /// <summary>AlexNet with random weights; for tests of the code alone.</summary>
    internal Lpips() : this(LpipsBackbone.AlexNet) { }

    private Lpips(LpipsBackbone backbone) : base(nameof(Lpips))
    {
        _backbone = backbone;
        _convolutions = [.. backbone.Layers.Select(l => Conv2d(l.From, l.To, l.Kernel, l.Stride, l.Padding))];
        using (NewDisposeScope())
            _heads = Layer.Own(ones(1, backbone.Widths.Sum(), 1, 1)); // all five, one after the other
        foreach (var (layer, convolution) in backbone.Layers.Zip(_convolutions))
            register_module($"features{layer.Index}", convolution);
        RegisterComponents();
        foreach (var parameter in parameters())
            parameter.requires_grad_(false);
        eval();
    }

    /// <summary>What its figures may be called: LPIPS only with official weights.</summary>
    public string Figure { get; private init; } = "distance of random features";

    /// <summary>SHA-256 of the file of the backbone, to be recorded with every score; empty for random weights.</summary>
    public string BackboneSha256 { get; private init; } = "";

    /// <summary>Reads the weights from a folder with a backbone and its heads.</summary>
    /// <exception cref="InvalidDataException">A file is missing or is not the official one; the message says which.</exception>
    public static Lpips Load(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.safetensors") : [];
        if (files is not [var file])
            throw new InvalidDataException($"LPIPS needs torchvision's AlexNet or VGG16 as the one safetensors file in {folder}; there are {files.Length}. Without it use PD-VGG19, which is another figure.");
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var tensors = SafeTensorsFile.Read(file);
        var backbone = Recognise(tensors, file);
        var heads = LpipsHeads.Read(folder, backbone);
        var net = new Lpips(backbone) { Figure = $"LPIPS ({backbone.Name})", BackboneSha256 = Hash(file) };
        foreach (var (layer, convolution) in backbone.Layers.Zip(net._convolutions))
        {
            convolution.weight!.copy_(tensors[layer.Weight]);
            convolution.bias!.copy_(tensors[layer.Bias]);
        }
        net._heads.copy_(tensor(heads.SelectMany(h => h).ToArray()).view_as(net._heads));
        return net;
    }

    /// <summary>The distance of each pair.</summary>
    /// <param name="x">(B, 3, H, W), RGB in -1..1, H and W at least 32.</param>
    /// <param name="y">Same shape.</param>
    /// <returns>(B), float32, 0 for equal images.</returns>
    public override Tensor forward(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var distances = Features(x).Zip(Features(y), (fx, fy) => (fx - fy).square()).Zip(_heads.split([.. _backbone.Widths], 1), (d, head) => (d * head).sum(1).mean([1, 2]));
        return distances.Aggregate((sum, d) => sum + d).MoveToOuterDisposeScope();
    }

    private List<Tensor> Features(Tensor x)
    {
        if (x.dim() != 4 || x.shape[1] != 3 || x.shape[2] < SmallestSide || x.shape[3] < SmallestSide)
            throw new ArgumentException($"LPIPS takes (B,3,H,W) of at least {SmallestSide} pixels a side; got ({string.Join(',', x.shape)}).", nameof(x));
        var features = new List<Tensor>();
        var h = (x.to(float32) - tensor(Shift, device: x.device).view(1, 3, 1, 1)) / tensor(Scale, device: x.device).view(1, 3, 1, 1);
        foreach (var (layer, convolution) in _backbone.Layers.Zip(_convolutions))
        {
            h = functional.relu(convolution.forward(layer.Pool == 0 ? h : functional.max_pool2d(h, layer.Pool, 2)));
            if (layer.Tap)
                features.Add(h / (h.square().sum(1, keepdim: true).sqrt() + Epsilon));
        }
        return features;
    }

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static LpipsBackbone Recognise(Dictionary<string, Tensor> tensors, string file)
    {
        string? Lacks(LpipsBackbone b) => b.Layers.SelectMany(l => new[] { (Name: l.Weight, l.Shape), (Name: l.Bias, Shape: [l.To]) })
            .FirstOrDefault(t => !tensors.TryGetValue(t.Name, out var found) || !found.shape.SequenceEqual(t.Shape)) is { Name: { } name, Shape: { } shape } ? $"{name} ({string.Join(", ", shape)})" : null;
        return LpipsBackbone.All.FirstOrDefault(b => Lacks(b) is null) ?? throw new InvalidDataException(
            $"{file} is neither of the networks of LPIPS: {string.Join("; ", LpipsBackbone.All.Select(b => $"for {b.Name} it lacks {Lacks(b)}"))}.");
    }
}
