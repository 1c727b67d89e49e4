using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Denoising;

/// <summary>What stated attributes change.</summary>
public sealed class AttributeFusionTests
{
    private static readonly ModelOptions s_nano = ModelPresets.Nano;
    private static readonly int[][] s_labels = [[0, 1, 2, 3, 4, 5, 0], [-1, -1, -1, -1, -1, -1, -1]]; // the second face states nothing

    [Fact]
    public void Condition_GuidedEstimate_MovesItByAStatementOnlyAndInProportion()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var net = new TranslationNet(s_nano.Denoiser with { Guided = true, GuidesEstimate = true }, s_nano.Attributes);
        var (thermal, weights) = (randn(2, 1, 32, 32), AttributeWeights.FromLabels(s_nano.Attributes, s_labels));
        var plain = net.Condition(thermal).Latent;
        Assert.True(allclose(plain, net.Condition(thermal, weights).Latent)); // at the start of training
        foreach (var parameter in net.parameters())
            parameter.add_(randn_like(parameter) * 0.1);
        plain = net.Condition(thermal).Latent;
        var (once, twice) = (net.Condition(thermal, weights).Latent, net.Condition(thermal, weights, guidance: 2).Latent);
        Assert.False(allclose(plain[0], once[0], atol: 1e-3));
        Assert.True(allclose(plain[1], once[1], atol: 1e-5)); // nothing is stated of the second face
        Assert.True(allclose(twice - plain, 2 * (once - plain), atol: 1e-4));
    }

    [Fact]
    public void Condition_NothingStated_IsThatOfTheUnguidedNetAndAStatementMovesIt()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var net = new TranslationNet(s_nano.Denoiser with { Guided = true }, s_nano.Attributes);
        foreach (var parameter in net.parameters())
            parameter.add_(randn_like(parameter) * 0.1);
        var thermal = randn(2, 1, 32, 32);
        var (plain, guided) = (net.Condition(thermal), net.Condition(thermal, AttributeWeights.FromLabels(s_nano.Attributes, s_labels)));
        Assert.True(plain.Latent.equal(guided.Latent).all().item<bool>());
        Tensor[] Parts(ThermalCondition condition) => [.. condition.Maps, .. condition.Features];
        Assert.All(Parts(plain).Zip(Parts(guided)), pair =>
        {
            Assert.False(allclose(pair.First[0], pair.Second[0], atol: 1e-3));
            Assert.True(allclose(pair.First[1], pair.Second[1], atol: 1e-5));
        });
        var twice = net.Condition(thermal, AttributeWeights.FromLabels(s_nano.Attributes, s_labels), guidance: 2);
        Assert.True(allclose(twice.Features[0] - plain.Features[0], 2 * (guided.Features[0] - plain.Features[0]), atol: 1e-4));
    }
}
