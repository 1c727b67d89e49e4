using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Metrics;

/// <summary>The official weights are not among the shared data: made-up ones stand in.</summary>
[NoTensorLeak]
public sealed class InceptionNetTests(MadeUpInception inception) : IClassFixture<MadeUpInception>
{
    /// <summary>tests/Reference/inception.py: PyTorch, float64.</summary>
    [Fact]
    public void Forward_MadeUpWeights_EqualsTheReference()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var ramp = arange(2 * 3 * 40 * 32, dtype: float64).view(2, 3, 40, 32);
        var features = inception.Net.forward((ramp * .37).sin());
        Assert.Equal([2L, 2048], features.shape);
        (int Place, double First, double Second)[] expected =
        [
            (0, 0, 0), (319, 2.1888284460480905, 2.182348341110992), (320, .8228008414900346, .8258977685098912), (704, 8.52538420083781, 8.584938260191509), (1088, .5840975958685485, .5891247928679623),
            (1472, 2.5542826291160132, 2.5410756023936676), (1856, 4.139223583987658, 4.0572299313655), (2047, .04730083021682428, .04084138046280199),
        ];
        Assert.All(expected, e =>
        {
            Assert.Equal(e.First, features[0, e.Place].item<float>(), e.First * 1e-4);
            Assert.Equal(e.Second, features[1, e.Place].item<float>(), e.Second * 1e-4);
        });
        Assert.Equal(.8750853445184805, features.mean().item<float>(), 1e-5);
    }

    [Fact]
    public void Load_MadeUpWeights_IsFrozenAndHashed()
    {
        Assert.Equal(("FID", "KID"), (inception.Net.FrechetFigure, inception.Net.KernelFigure));
        Assert.Matches("^[0-9a-f]{64}$", inception.Net.Sha256);
        Assert.All(inception.Net.parameters(), p => Assert.False(p.requires_grad));
    }

    [Fact]
    public void Figures_RandomWeights_AreNotFid()
    {
        using var scope = NewDisposeScope();
        using var net = new InceptionNet();
        Assert.DoesNotContain("FID", net.FrechetFigure);
        Assert.DoesNotContain("KID", net.KernelFigure);
        Assert.Empty(net.Sha256);
    }

    [Fact]
    public void Load_NetworkOfImageNet_SaysThatItIsAnother()
    {
        using var scope = NewDisposeScope();
        SafeTensorsFile.Write(inception.At("torchvision.safetensors"), new Dictionary<string, Tensor> { ["fc.weight"] = zeros(1000, 2048) });
        var message = Assert.Throws<InvalidDataException>(() => InceptionNet.Load(inception.At("torchvision.safetensors"))).Message;
        Assert.Contains("1000 classes, that of FID 1008", message);
    }

    [Fact]
    public void Load_Pickle_SaysHowToConvert() =>
        Assert.Contains("save_file(", Assert.Throws<InvalidDataException>(() => InceptionNet.Load(inception.At("pt_inception-2015-12-05-6726825d.pth"))).Message);

    [Fact]
    public void Load_OtherNetwork_NamesTheFirstTensorItLacks()
    {
        using var scope = NewDisposeScope();
        SafeTensorsFile.Write(inception.At("other.safetensors"), new Dictionary<string, Tensor> { ["features.0.weight"] = zeros(64, 3, 11, 11) });
        Assert.Contains("lacks Conv2d_1a_3x3.conv.weight (32, 3, 3, 3)", Assert.Throws<InvalidDataException>(() => InceptionNet.Load(inception.At("other.safetensors"))).Message);
    }

    [Theory, InlineData("Mixed_6e.branch7x7dbl_3.bn.running_var"), InlineData("Mixed_7c.branch3x3_2b.conv.weight"), InlineData("fc.weight")]
    public void Check_OneTensorMissingOrOfAnotherShape_NamesIt(string name)
    {
        using var scope = NewDisposeScope();
        var tensors = Blank(1);
        Assert.Equal(566, tensors.Count);
        InceptionNet.Check(tensors, "file");
        tensors[name] = zeros(1008, 5);
        Assert.Contains($"lacks {name}", Assert.Throws<InvalidDataException>(() => InceptionNet.Check(tensors, "file")).Message);
        Assert.Contains("its own is (1008, 5)", Assert.Throws<InvalidDataException>(() => InceptionNet.Check(tensors, "file")).Message);
        tensors.Remove(name);
        Assert.Contains($"lacks {name}", Assert.Throws<InvalidDataException>(() => InceptionNet.Check(tensors, "file")).Message);
    }

    [Fact]
    public void Check_StatisticsOfAFreshNetwork_AreRefused()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("never trained", Assert.Throws<InvalidDataException>(() => InceptionNet.Check(Blank(0), "file")).Message);
    }

    [Fact]
    public void Forward_GreyPicture_Throws()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => inception.Net.forward(zeros(1, 1, 64, 64)));
    }

    private static Dictionary<string, Tensor> Blank(float value) => MadeUpInception.Tensors((_, _, shape) => full([1], value).expand(shape)); // one value in memory
}
