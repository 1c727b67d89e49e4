using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Denoising;

/// <summary>What the person and stated attributes change in the thermal estimate.</summary>
public sealed class VectorFusionTests
{
    private static readonly ModelOptions s_nano = ModelPresets.Nano;
    private static readonly int[][] s_labels = [[0, 1, 2, 3, 4], [-1, -1, -1, -1, -1]]; // the second face states nothing

    [Fact]
    public void Condition_IdentityAtStart_ChangesNothingAndCountsLater()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var net = new VectorFusion(s_nano.Denoiser, ThermalDescriptor.Width, untouched: 1);
        Tensor[] features = [randn(2, 16, 16, 16), randn(2, 16, 8, 8)];
        var descriptors = randn(2, ThermalDescriptor.Width);
        var (latent, same) = net.forward(features, descriptors);
        Assert.Equal(0, latent.abs().max().item<float>());
        Assert.All(features.Zip(same), pair => Assert.True(allclose(pair.First, pair.Second, atol: 1e-6)));
        foreach (var parameter in net.parameters())
            parameter.add_(randn_like(parameter) * 0.1);
        var (own, others) = (net.forward(features, descriptors), net.forward(features, descriptors.flip(0)));
        Assert.False(allclose(own.Latent, others.Latent, atol: 1e-3));
        Assert.False(allclose(own.Features[1], others.Features[1], atol: 1e-3));
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
        Tensor[] Parts(ThermalCondition condition) => [condition.Latent, .. condition.Maps, .. condition.Features];
        Assert.All(Parts(plain).Zip(Parts(guided)), pair =>
        {
            Assert.False(allclose(pair.First[0], pair.Second[0], atol: 1e-3));
            Assert.True(allclose(pair.First[1], pair.Second[1], atol: 1e-5));
        });
        var twice = net.Condition(thermal, AttributeWeights.FromLabels(s_nano.Attributes, s_labels), guidance: 2);
        Assert.True(allclose(twice.Latent - plain.Latent, 2 * (guided.Latent - plain.Latent), atol: 1e-4));
    }
}
