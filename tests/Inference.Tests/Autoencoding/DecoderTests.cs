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
        var flat = ones(1, _nano.LatentChannels, 8, 8);
        Tensor Inside(Tensor image) => image[.., .., 12..20, 12..20]; // away from the padding
        Assert.All(decoder.named_parameters().Where(p => p.name.StartsWith("_phases", StringComparison.Ordinal)), p => Assert.Equal(0, p.parameter.abs().sum().item<float>()));
        Assert.True(Inside(decoder.forward(flat, null)).std([2, 3]).max().item<float>() < 1e-4); // one colour in, one colour out
        foreach (var (_, parameter) in decoder.named_parameters().Where(p => p.name.StartsWith("_phases.1", StringComparison.Ordinal)))
            nn.init.normal_(parameter);
        Assert.True(Inside(decoder.forward(flat, null)).std([2, 3]).max().item<float>() > 1e-2);
    }
}
