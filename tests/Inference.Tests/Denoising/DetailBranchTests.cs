using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Denoising;

public sealed class DetailBranchTests
{
    private static readonly DenoiserOptions s_two = ModelPresets.Nano.Denoiser with { Branch = true, Identity = true };

    [Fact]
    public void Forward_FreshBranch_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var net = Awake(new TranslationNet(s_two, ModelPresets.Nano.Attributes), branchToo: false);
        var (x, t, weights, condition) = Inputs(net);
        Assert.True(net.forward(x, t, weights, condition, 1).equal(net.forward(x, t, weights, condition, 0)).all().item<bool>());
    }

    [Fact]
    public void Forward_TrainedBranch_CountsByItsStrengthAndNotAtZero()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var net = Awake(new TranslationNet(s_two, ModelPresets.Nano.Attributes), branchToo: true);
        using var first = new TranslationNet(s_two with { Branch = false }, ModelPresets.Nano.Attributes);
        var state = net.state_dict();
        foreach (var (name, value) in first.state_dict())
            value.copy_(state[name]);
        var (x, t, weights, condition) = Inputs(net);
        var alone = first.forward(x, t, weights, condition with { Hint = null });
        Assert.True(alone.equal(net.forward(x, t, weights, condition, 0)).all().item<bool>()); // bit for bit
        var (half, whole) = ((net.forward(x, t, weights, condition, .5) - alone).abs().mean().item<float>(), (net.forward(x, t, weights, condition) - alone).abs().mean().item<float>());
        Assert.True(half > .01f && Math.Abs(half - whole) > .01f, $"{half}, {whole}");
        var other = condition with { Hint = condition.Hint! with { Tokens = condition.Hint.Tokens!.flip(0) } };
        Assert.False(allclose(net.forward(x, t, weights, condition), net.forward(x, t, weights, other), atol: 1e-6)); // who it is counts
        other = condition with { Hint = condition.Hint with { Map = condition.Hint.Map.flip(0) } };
        Assert.False(allclose(net.forward(x, t, weights, condition), net.forward(x, t, weights, other), atol: 1e-6)); // and the picture itself
    }

    [Fact]
    public void StartBranch_AfterTheFirstStageHasLearnt_IsItsCopy()
    {
        using var net = Awake(new TranslationNet(s_two, ModelPresets.Nano.Attributes), branchToo: true);
        net.StartBranch();
        var state = net.state_dict();
        var copied = state.Keys.Where(k => k.StartsWith("_branch._unet.", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(copied);
        Assert.All(copied, k => Assert.True(state[k].equal(state["_unet." + k["_branch._unet.".Length..]]).all().item<bool>(), k));
    }

    [Fact]
    public void Parameters_OfTheStages_DoNotOverlap()
    {
        using var net = new TranslationNet(s_two with { Guided = true }, ModelPresets.Nano.Attributes);
        object[][] parts = [[.. net.EstimateParameters()], [.. net.DiffusionParameters()], [.. net.GuideParameters()], [.. net.BranchParameters()]];
        Assert.All(parts, Assert.NotEmpty);
        Assert.Equal(parts.Sum(p => p.Length), parts.SelectMany(p => p).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    private static (Tensor X, Tensor T, Tensor Weights, ThermalCondition Condition) Inputs(TranslationNet net) =>
        (randn(2, 3, 8, 8), full(2, 500f), AttributeWeights.Null(ModelPresets.Nano.Attributes, 2), net.Condition(rand(2, 1, 32, 32) * 2 - 1));

    /// <summary>Layers that are zero at the start would hide everything.</summary>
    private static TranslationNet Awake(TranslationNet net, bool branchToo)
    {
        using var off = no_grad();
        foreach (var (name, parameter) in net.named_parameters())
            if (branchToo || !name.StartsWith("_branch.", StringComparison.Ordinal))
                parameter.add_(randn_like(parameter) * 0.05);
        return net;
    }
}
