using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Denoising;

public sealed class NetworkTests
{
    private static readonly ModelOptions s_nano = ModelPresets.Nano;

    public static TheoryData<string> Modules => [.. s_modules.Keys];

    private static readonly Dictionary<string, Func<nn.Module>> s_modules = new()
    {
        ["autoencoder"] = () => new Autoencoder(s_nano.Autoencoder),
        ["autoencoder, codebook"] = () => new Autoencoder(s_nano.Autoencoder with { Codebook = 8 }),
        ["translation"] = () => new TranslationNet(s_nano.Denoiser, s_nano.Attributes),
        ["translation, identity and guide"] = () => new TranslationNet(s_nano.Denoiser with { Identity = true, Guided = true, GuidesEstimate = true }, s_nano.Attributes),
        ["thermal descriptor"] = () => new ThermalDescriptor(),
        ["face points"] = () => new ThermalFacePoints(),
        ["identity fusion"] = () => new IdentityFusion(s_nano.Denoiser),
        ["attribute fusion"] = () => new AttributeFusion(s_nano.Denoiser, s_nano.Attributes),
        ["detail"] = () => new DetailFusion(s_nano.Denoiser),
        ["attributes"] = () => new AttributeNet(s_nano.Attributes),
        ["scan, cross"] = () => new SelectiveScan2d(32, 16, 16, s_nano.Denoiser),
        ["scan, two ways"] = () => new SelectiveScan2d(32, 8, 8, s_nano.Denoiser),
    };

    [Theory]
    [MemberData(nameof(Modules))]
    public void Constructor_AnyModule_RegistersFiniteParameters(string name)
    {
        using var module = s_modules[name]();
        Assert.NotEmpty(module.parameters());
        foreach (var (parameter, value) in module.named_parameters())
            Assert.True(value.isfinite().all().item<bool>(), parameter);
    }

    [Theory]
    [InlineData(null, 4, new[] { 16 }, 4), InlineData(null, 4, new[] { 16, 16 }, 8), InlineData(null, 1, new[] { 16, 16, 16 }, 4)]
    [InlineData(8, 4, new[] { 16 }, 4), InlineData(8, 4, new[] { 16, 16 }, 8), InlineData(8, 1, new[] { 16, 16, 16 }, 4)]
    public void Forward_Autoencoder_KeepsShapeAndReducesByFactor(int? codebook, int patch, int[] widths, int factor)
    {
        using var scope = NewDisposeScope();
        using var net = new Autoencoder(s_nano.Autoencoder with { Codebook = codebook, Patch = patch, Widths = widths });
        var x = rand(2, 3, 32, 32) * 2 - 1;
        Assert.Equal(factor, net.Options.Factor);
        Assert.Equal([2, 3, 32 / factor, 32 / factor], net.Encode(x).shape);
        Assert.Equal([2, 3, 32, 32], net.forward(x).shape);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(8)]
    [InlineData(4)]
    public void Forward_SelfAttnMambaBlockAtStart_IsIdentity(int side)
    {
        using var scope = NewDisposeScope();
        using var block = new SelfAttnMambaBlock(32, side, side, s_nano.Denoiser);
        var x = randn(2, 32, side, side);
        var y = block.forward(x, randn(2, s_nano.Denoiser.ModulationWidth), randn(2, 5, s_nano.Denoiser.ContextWidth));
        Assert.True(allclose(x, y, atol: 1e-6));
    }

    [Fact]
    public void Forward_FusionAtStart_AddsNothing()
    {
        using var scope = NewDisposeScope();
        using var net = new TranslationNet(s_nano.Denoiser, s_nano.Attributes);
        using (no_grad())
            net.named_parameters().Single(p => p.name == "_unet._out.weight").parameter.normal_(); // otherwise the zero-initialised output hides everything
        var (x, t, weights) = (randn(2, 3, 8, 8), full(2, 500f), AttributeWeights.Null(s_nano.Attributes, 2));
        var condition = net.Condition(randn(2, 1, 32, 32));
        var without = condition with { Maps = [.. condition.Maps.Select(m => zeros_like(m))] };
        using var upFusionBias = no_grad();
        Assert.True(allclose(net.forward(x, t, weights, condition), net.forward(x, t, weights, without), atol: 1e-6));
    }

    [Fact]
    public void Condition_IdentityAtStart_ChangesNothingAndCountsLater()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var net = new IdentityFusion(s_nano.Denoiser);
        Tensor[] features = [randn(2, 16, 16, 16), randn(2, 16, 8, 8)];
        var descriptors = randn(2, ThermalDescriptor.Width);
        var (latent, same) = net.forward(features, descriptors);
        Assert.Equal(0, latent.abs().max().item<float>());
        Assert.All(features.Zip(same), pair => Assert.True(allclose(pair.First, pair.Second, atol: 1e-6)));
        foreach (var parameter in net.parameters()) parameter.add_(randn_like(parameter) * 0.1);
        var (own, others) = (net.forward(features, descriptors), net.forward(features, descriptors.flip(0)));
        Assert.False(allclose(own.Latent, others.Latent, atol: 1e-3));
        Assert.False(allclose(own.Features[1], others.Features[1], atol: 1e-3));
    }

    [Fact]
    public void StartFrom_Teacher_DescribesAGreyChipAsItDoes()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var teacher = new FaceDescriptorNet();
        using var student = new ThermalDescriptor();
        var chips = rand(2, 1, FaceDescriptorNet.ChipSize, FaceDescriptorNet.ChipSize) * 2 - 1;
        var filling = tensor(new[] { -0.3f, -0.42284f, 0.3f, -0.42284f, 0, 0, 0, 0.42569f, 0, 0.42569f }, [1, 5, 2]).expand(2, -1, -1); // a face whose chip is the whole picture
        Assert.False(allclose(teacher.forward(chips.expand(-1, 3, -1, -1)), student.Describe(chips, filling), atol: 1e-3));
        student.StartFrom(teacher);
        Assert.True(allclose(teacher.forward(chips.expand(-1, 3, -1, -1)), student.Describe(chips, filling), atol: 1e-3));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Parameters_EstimateGuideAndDiffusion_AreAllThatLearnAndNoneTwice(bool identity)
    {
        using var net = new TranslationNet(s_nano.Denoiser with { Identity = identity, Guided = identity }, s_nano.Attributes);
        HashSet<object> all = new(net.parameters().Where(p => p.requires_grad), ReferenceEqualityComparer.Instance);
        object[] parts = [.. net.EstimateParameters(), .. net.GuideParameters(), .. net.DiffusionParameters()];
        Assert.Equal(all.Count, parts.Length); // zeros of one shape must not be taken for one another
        Assert.True(all.SetEquals(parts));
    }

    [Fact]
    public void Decode_WithDetail_IsTheSameAtStartAndDependsOnItLater()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var autoencoder = new Autoencoder(s_nano.Autoencoder);
        using var net = new TranslationNet(s_nano.Denoiser, s_nano.Attributes);
        var condition = net.Condition(randn(2, 1, 32, 32));
        var plain = autoencoder.Decode(condition.Latent);
        var details = net.Details(condition.Features)!;
        Assert.Equal([2, 16, 32, 32], details[0].shape); // full size
        Assert.Equal([2, 48, 16, 16], details[1].shape);
        Assert.Equal([2, 16, 8, 8], details[2].shape);   // the decoder's only level
        Assert.True(allclose(plain, autoencoder.Decode(condition.Latent, details), atol: 1e-6));
        for (var i = 0; i < details.Length; i++)
            Assert.False(allclose(plain, autoencoder.Decode(condition.Latent, [.. details.Select((d, j) => j == i ? d + randn_like(d) : d)]), atol: 1e-3));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Constructor_EveryParameter_GetsAGradient(string name)
    {
        using var scope = NewDisposeScope();
        using var module = s_modules[name]();
        foreach (var parameter in module.parameters()) // zero-initialised layers block gradients: wake them
            using (no_grad())
                parameter.add_(randn_like(parameter) * 0.02);
        Output(module).square().mean().backward();
        foreach (var (parameter, value) in module.named_parameters().Where(p => p.parameter.requires_grad))
            Assert.True(value.grad is { } g && g.abs().sum().item<float>() > 0, parameter);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Forward_AnyModule_LeavesNoTensor(string name)
    {
        using var module = s_modules[name]();
        using var off = no_grad();
        Run();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Run();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Run()
        {
            using var scope = NewDisposeScope();
            Output(module);
        }
    }

    private static Tensor Output(nn.Module module) => module switch
    {
        Autoencoder { Quantizer: { } quantizer } a => cat([a.forward(randn(2, 3, 32, 32)).flatten(), Quantize(quantizer, a.Latent(randn(2, 3, 32, 32))).reshape(1)]),
        Autoencoder a => cat([a.forward(randn(2, 3, 32, 32)).flatten(), a.Moments(randn(2, 3, 32, 32)).LogVariance.flatten()]),
        TranslationNet n => Translate(n, n.Condition(randn(2, 1, 32, 32), AttributeWeights.FromLabels(s_nano.Attributes, AllLabels()))),
        ThermalDescriptor n => cat([n.forward(randn(2, 1, 32, 32)).flatten(), n.Points.forward(randn(2, 1, 32, 32)).flatten()]),
        ThermalFacePoints p => p.forward(randn(2, 1, 32, 32)),
        IdentityFusion f => Together(f.forward([randn(2, 16, 16, 16), randn(2, 16, 8, 8)], randn(2, ThermalDescriptor.Width))),
        AttributeFusion f => cat([.. f.forward([randn(2, 16, 16, 16), randn(2, 16, 8, 8)], AttributeWeights.FromLabels(s_nano.Attributes, AllLabels())).Maps.Select(m => m.flatten())]),
        DetailFusion d => cat([.. d.forward([randn(2, 16, 16, 16), randn(2, 16, 8, 8)]).Select(m => m.flatten())]),
        AttributeNet n => n.forward(randn(2, 1, 32, 32)),
        SelectiveScan2d s => s.forward(randn(2, Directions(s) == 4 ? 256 : 64, 32)),
        _ => throw new ArgumentException(module.GetName()),
    };

    private static Tensor Quantize(VectorQuantizer quantizer, Tensor latent) => quantizer.Loss(latent, quantizer.forward(latent).Codes);

    private static Tensor Together((Tensor Latent, Tensor[] Features) made) => cat([made.Latent.flatten(), .. made.Features.Select(f => f.flatten())]);

    private static Tensor Translate(TranslationNet net, ThermalCondition condition) =>
        cat([net.forward(randn(2, 3, 8, 8), full(2, 500f), AttributeWeights.FromLabels(s_nano.Attributes, AllLabels()), condition).flatten(), .. net.Details(condition.Features)!.Select(d => d.flatten())]);

    private static int Directions(SelectiveScan2d scan) => scan.named_children().Single(c => c.name == "_project").module.children().Count();

    /// <summary>Two images whose attributes are known and unknown, so that both kinds of rows are used.</summary>
    private static int[][] AllLabels() => [[0, 1, 2, 3, 4, 5, 0], [-1, -1, -1, -1, -1, -1, -1]];
}
