using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Tests.Shared;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Metrics;

/// <summary>The official backbones are not among the shared data: backbones of made-up weights stand in, under the official heads.</summary>
[NoTensorLeak]
public sealed class LpipsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>tests/Reference/lpips.py: PyTorch, float64. The LPIPS project's own code gives the same on these weights (.14747773, .12433186).</summary>
    [Theory, InlineData("AlexNet", .14747773151296573), InlineData("VGG16", .12433186290560576)]
    public void Forward_MadeUpBackbone_EqualsTheReference(string name, double expected)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var backbone = Backbone(name);
        CopyHeads(backbone);
        WriteBackbone(backbone);
        using var net = Lpips.Load(_folder);
        var ramp = arange(3 * 64 * 48, dtype: float64).view(1, 3, 64, 48);
        var (x, y) = ((ramp * .37).sin(), (ramp * .11).cos());
        var both = net.forward(cat([x, x]), cat([y, x]));
        Assert.Equal(expected, both[0].item<float>(), expected * 1e-4);
        Assert.Equal(0, both[1].item<float>());
        Assert.Equal($"LPIPS ({name})", net.Figure);
        Assert.Matches("^[0-9a-f]{64}$", net.BackboneSha256);
    }

    [Fact]
    public void Figure_RandomWeights_IsNotLpips()
    {
        using var scope = NewDisposeScope();
        using var net = new Lpips();
        Assert.DoesNotContain("LPIPS", net.Figure);
        Assert.Empty(net.BackboneSha256);
        Assert.All(net.parameters(), p => Assert.False(p.requires_grad));
    }

    [Fact]
    public void Load_NoBackbone_SaysWhatToGive()
    {
        Assert.Contains("safetensors", Assert.Throws<InvalidDataException>(() => Lpips.Load(_folder)).Message);
        Assert.Contains("safetensors", Assert.Throws<InvalidDataException>(() => Lpips.Load(Path.Combine(_folder, "absent"))).Message);
    }

    [Fact]
    public void Load_NoHeads_SaysWhichFile()
    {
        using var scope = NewDisposeScope();
        WriteBackbone(LpipsBackbone.AlexNet);
        Assert.Contains("alex.pth", Assert.Throws<InvalidDataException>(() => Lpips.Load(_folder)).Message);
    }

    [Fact]
    public void Load_OtherHeads_IsRefusedByHash()
    {
        using var scope = NewDisposeScope();
        WriteBackbone(LpipsBackbone.AlexNet);
        File.WriteAllBytes(Path.Combine(_folder, "alex.pth"), new byte[6009]);
        Assert.Contains("SHA-256", Assert.Throws<InvalidDataException>(() => Lpips.Load(_folder)).Message);
    }

    [Theory, InlineData("features.6.bias"), InlineData("features.10.weight")]
    public void Load_OtherNetwork_NamesWhatItLacks(string missing)
    {
        using var scope = NewDisposeScope();
        WriteBackbone(LpipsBackbone.AlexNet, tensors => tensors.Remove(missing));
        Assert.Contains(missing, Assert.Throws<InvalidDataException>(() => Lpips.Load(_folder)).Message);
        WriteBackbone(LpipsBackbone.AlexNet, tensors => tensors[missing] = zeros(5, 5));
        Assert.Contains(missing, Assert.Throws<InvalidDataException>(() => Lpips.Load(_folder)).Message);
    }

    [Fact]
    public void Forward_TooSmall_Throws()
    {
        using var scope = NewDisposeScope();
        using var net = new Lpips();
        Assert.Throws<ArgumentException>(() => net.forward(zeros(1, 3, 31, 64), zeros(1, 3, 31, 64)));
        Assert.Throws<ArgumentException>(() => net.forward(zeros(1, 1, 64, 64), zeros(1, 1, 64, 64)));
    }

    private static LpipsBackbone Backbone(string name) => LpipsBackbone.All.Single(b => b.Name == name);

    private void CopyHeads(LpipsBackbone backbone) =>
        File.Copy(SharedData.Path("models", "lpips_linear_bsd2", backbone.HeadsFile), Path.Combine(_folder, backbone.HeadsFile));

    private void WriteBackbone(LpipsBackbone backbone, Action<Dictionary<string, Tensor>>? change = null)
    {
        var tensors = new Dictionary<string, Tensor> { ["classifier.6.bias"] = zeros(1000) }; // not needed, not minded
        foreach (var (layer, number) in backbone.Layers.Select((layer, number) => (layer, number)))
        {
            tensors[layer.Weight] = MadeUp(number, layer.Shape, Math.Sqrt(6.0 / (layer.From * layer.Kernel * layer.Kernel)));
            tensors[layer.Bias] = MadeUp(number, [layer.To], .1);
        }
        change?.Invoke(tensors);
        SafeTensorsFile.Write(Path.Combine(_folder, "backbone.safetensors"), tensors);
    }

    /// <summary>As in lpips.py: between -scale and scale, without a pattern that layers could share.</summary>
    private static Tensor MadeUp(int number, long[] shape, double scale)
    {
        var x = ((arange(shape.Aggregate(1L, (product, side) => product * side), dtype: float64) + number) * 12.9898).sin() * 43758.5453;
        return ((2 * (x - x.floor()) - 1) * scale).to_type(ScalarType.Float32).view(shape);
    }
}
