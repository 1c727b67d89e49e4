using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Autoencoding;

public sealed class DecoderTests
{
    private static readonly AutoencoderOptions _nano = ModelPresets.Nano.Autoencoder;

    [Fact]
    public void Forward_Phases_AddNothingAtStartAndTellPixelsOfACellApartLater()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var decoder = new Decoder(_nano);
        var phases = decoder.named_parameters().Where(p => p.name.StartsWith("_phases", StringComparison.Ordinal)).ToArray();
        Assert.All(phases, p => Assert.Equal(0, p.parameter.abs().sum().item<float>()));
        var latent = randn(1, _nano.LatentChannels, 8, 8);
        var before = decoder.forward(latent, null);
        var bias = phases.Single(p => p.name == "_phases.1.bias").parameter;
        bias.reshape(-1, 4).select(1, 0).fill_(1); // the upper left pixel of every two by two
        var added = decoder.forward(latent, null) - before;
        double Mean(int y, int x) => added[.., .., TensorIndex.Slice(y, null, 2), TensorIndex.Slice(x, null, 2)].abs().mean().item<float>();
        double[] means = [Mean(0, 0), Mean(0, 1), Mean(1, 0), Mean(1, 1)];
        Assert.All(means, m => Assert.True(m > 0));
        Assert.True(means.Max() > 1.05 * means.Min(), string.Join(' ', means));
    }
}
