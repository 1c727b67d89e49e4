using System.Security.Cryptography;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// The network of FID (Heusel et al. 2017): Inception-v3 of the TensorFlow graph of 2015-12-05, as the pytorch-fid project ported it, up to the last pooling (pool3). Frozen; use it outside
/// autocast: published figures are float32. Batch normalisation is folded into the convolutions.
/// </summary>
/// <remarks>
/// Nothing of it is shipped. It takes one safetensors file made of pytorch-fid's <c>pt_inception-2015-12-05-6726825d.pth</c> (SHA-256
/// 6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2, worth checking before):
/// <c>save_file({k: v.contiguous() for k, v in torch.load("pt_inception-2015-12-05-6726825d.pth").items()}, "inception.safetensors")</c>. The pickle itself is never read. The copy is known by the
/// names and shapes of its tensors; its own hash goes into the report, because they do not tell who trained it.
/// A picture costs 5.7 GMAC, whatever its size.
/// </remarks>
public sealed class InceptionNet : Module<Tensor, Tensor>
{
    /// <summary>Features of a picture.</summary>
    public const int Width = 2048;

    private const int Side = 299;
    private const int Classes = 1008; // the network of ImageNet alone has 1000
    private const string Head = "fc.weight";

    private readonly Dictionary<string, Conv2d> _convolutions = [];

    /// <summary>Random weights; for tests of the code alone.</summary>
    internal InceptionNet() : base(nameof(InceptionNet))
    {
        foreach (var c in Convolutions)
        {
            _convolutions.Add(c.Name, Conv2d(c.From, c.To, (c.Height, c.Width), (c.Stride, c.Stride), c.Padding));
            register_module(c.Name.Replace('.', '_'), _convolutions[c.Name]);
        }
        RegisterComponents();
        foreach (var parameter in parameters())
            parameter.requires_grad_(false);
        eval();
    }

    /// <summary>What the Frechet distance of its features may be called: FID only with official weights.</summary>
    public string FrechetFigure { get; private init; } = "Frechet distance of random features";

    /// <summary>What the kernel distance of its features may be called.</summary>
    public string KernelFigure { get; private init; } = "kernel distance of random features";

    /// <summary>SHA-256 of the file of weights, to be recorded with every score; empty for random weights.</summary>
    public string Sha256 { get; private init; } = "";

    private static IEnumerable<InceptionConvolution> Convolutions => InceptionBlock.All.SelectMany(b => b.Branches).SelectMany(b => b.Convolutions);

    /// <summary>Reads the weights.</summary>
    /// <exception cref="InvalidDataException">It is not a copy of the official file; the message says why.</exception>
    public static InceptionNet Load(string path)
    {
        if (Path.GetExtension(path) is ".pth" or ".pt")
            throw new InvalidDataException($"{path} is a pickle, which is never read. Convert it with PyTorch: save_file({{k: v.contiguous() for k, v in torch.load(\"{Path.GetFileName(path)}\").items()}}, \"inception.safetensors\").");
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var tensors = SafeTensorsFile.Read(path);
        Check(tensors, path);
        var net = new InceptionNet { FrechetFigure = "FID", KernelFigure = "KID", Sha256 = Hash(path) };
        foreach (var c in Convolutions)
        {
            using var step = NewDisposeScope();
            var scale = tensors[c.Factor].to(float64) / (tensors[c.Variance].to(float64) + InceptionConvolution.Epsilon).sqrt();
            net._convolutions[c.Name].weight!.copy_(tensors[c.Weight].to(float64) * scale.view(-1, 1, 1, 1));
            net._convolutions[c.Name].bias!.copy_(tensors[c.Shift].to(float64) - tensors[c.Mean].to(float64) * scale);
        }
        return net;
    }

    /// <summary>Throws when these are not the tensors of the network of FID.</summary>
    internal static void Check(IReadOnlyDictionary<string, Tensor> tensors, string path)
    {
        if (tensors.TryGetValue(Head, out var head) && head.shape is [not Classes, ..])
            throw new InvalidDataException($"{path} is another Inception-v3: its {Head} has {head.shape[0]} classes, that of FID {Classes}. torchvision's weights of ImageNet do not give FID; convert pt_inception-2015-12-05-6726825d.pth of pytorch-fid.");
        foreach (var (name, shape) in Convolutions.SelectMany(c => c.Tensors).Append((Head, [Classes, Width])))
            if (!tensors.TryGetValue(name, out var found) || !found.shape.SequenceEqual(shape))
                throw new InvalidDataException($"{path} is not the Inception-v3 of FID: it lacks {name} ({string.Join(", ", shape)}){(found is null ? "" : $", its own is ({string.Join(", ", found.shape)})")}.");
        if (Convolutions.First() is var first && tensors[first.Mean].count_nonzero().item<long>() == 0)
            throw new InvalidDataException($"{path} was never trained: its {first.Mean} is 0 throughout.");
    }

    /// <summary>The features of each picture.</summary>
    /// <param name="x">(B, 3, H, W), RGB in -1..1; made 299 x 299 bilinearly.</param>
    /// <returns>(B, 2048), float32.</returns>
    public override Tensor forward(Tensor x)
    {
        if (x.dim() != 4 || x.shape[1] != 3)
            throw new ArgumentException($"Inception takes (B,3,H,W); got ({string.Join(',', x.shape)}).", nameof(x));
        using var scope = NewDisposeScope();
        var h = functional.interpolate(x.to(float32), size: [Side, Side], mode: InterpolationMode.Bilinear, align_corners: false);
        foreach (var block in InceptionBlock.All)
        {
            using var step = NewDisposeScope();
            h = cat([.. block.Branches.SelectMany(b => Through(b, h))], 1).MoveToOuterDisposeScope();
        }
        return h.mean([2, 3]).MoveToOuterDisposeScope(); // (B, 2048, 8, 8) -> (B, 2048)
    }

    private IEnumerable<Tensor> Through(InceptionBranch branch, Tensor h)
    {
        h = branch.Pool switch
        {
            InceptionPool.Mean => functional.avg_pool2d(h, 3, 1, 1, count_include_pad: false),
            InceptionPool.Maximum => functional.max_pool2d(h, 3, 1, 1),
            InceptionPool.Halving => functional.max_pool2d(h, 3, 2),
            _ => h,
        };
        h = branch.Path.Aggregate(h, Step);
        return branch.Ends.Count == 0 ? [h] : branch.Ends.Select(end => Step(h, end));
    }

    private Tensor Step(Tensor h, InceptionConvolution convolution) => functional.relu(_convolutions[convolution.Name].forward(h));

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
