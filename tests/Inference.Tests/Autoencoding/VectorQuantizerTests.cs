using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Autoencoding;

[NoTensorLeak]
public sealed class VectorQuantizerTests
{
    private const int Codes = 16, Channels = 3;

    private static VectorQuantizer Make(ulong seed = 1)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var quantizer = new VectorQuantizer(Codes, Channels);
        Codebook(quantizer).copy_(randn([Codes, Channels], generator: generator));
        return quantizer;
    }

    private static TorchSharp.Modules.Parameter Codebook(VectorQuantizer quantizer) => quantizer.parameters().Single();

    private static Tensor Latent(ulong seed, int side = 6)
    {
        using var generator = new Generator(seed);
        return randn([2, Channels, side, side], generator: generator);
    }

    [Fact]
    public void ForwardAndLoss_AnyLatent_EqualThePlainLoop()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Make();
        var latent = Latent(2);
        var (quantized, codes) = quantizer.forward(latent);
        double sum = 0;
        for (var b = 0; b < 2; b++)
            for (var y = 0; y < 6; y++)
                for (var x = 0; x < 6; x++)
                {
                    double[] Row(Tensor t) => [.. Enumerable.Range(0, Channels).Select(c => (double)t[b, c, y, x].item<float>())];
                    double Distance(int k) => Row(latent).Select((v, c) => Math.Pow(v - Codebook(quantizer)[k, c].item<float>(), 2)).Sum();
                    var nearest = Enumerable.Range(0, Codes).MinBy(Distance);
                    Assert.Equal(nearest, codes[b, y, x].item<long>());
                    Assert.Equal(Distance(nearest), Row(latent).Zip(Row(quantized), (v, q) => (v - q) * (v - q)).Sum(), 1e-5);
                    sum += Distance(nearest);
                }
        Assert.Equal(1.25 * sum / latent.numel(), quantizer.Loss(latent, codes).item<float>(), 1e-5);
    }

    [Fact]
    public void Backward_Quantized_PassesStraightToTheLatent()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Make();
        var (latent, weights) = (Latent(2).requires_grad_(), Latent(3));
        (quantizer.forward(latent).Quantized * weights).sum().backward();
        TensorAssert.Close(weights, latent.grad!, 0);
        Assert.Null(Codebook(quantizer).grad);
    }

    [Fact]
    public void Backward_Loss_MovesCodesToTheLatentAndALittleTheOtherWay()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Make();
        var latent = Latent(2).requires_grad_();
        var (quantized, codes) = quantizer.forward(latent);
        quantizer.Loss(latent, codes).backward();
        using var off = no_grad();
        var toLatent = (latent - quantized) * (2.0 / latent.numel());
        TensorAssert.Close(.25 * toLatent, latent.grad!, 1e-5);
        var pull = zeros(Codes, Channels).index_add_(0, codes.flatten(), toLatent.permute(0, 2, 3, 1).flatten(0, 2), 1);
        TensorAssert.Close(-pull, Codebook(quantizer).grad!, 1e-5);
    }

    [Fact]
    public void Perplexity_KnownUse_CountsTheCodes()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Make();
        double Of(params long[] codes) => quantizer.Perplexity(tensor(codes, [1, 1, codes.Length]));
        Assert.Equal(Codes, Of([.. Enumerable.Range(0, 64).Select(i => (long)i % Codes)]), 1e-9);
        Assert.Equal(1, Of(5, 5, 5), 1e-9);
        Assert.Equal(2, Of(3, 9, 3, 9), 1e-9);
        Assert.Equal(Math.Exp(-(.75 * Math.Log(.75) + .25 * Math.Log(.25))), Of(3, 3, 3, 9), 1e-9);
    }

    [Fact]
    public void Reseed_FirstStep_TurnsUnusedCodesIntoPositionsOfTheBatch()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Make();
        var (latent, before) = (Latent(2), Codebook(quantizer).clone());
        quantizer.Use(tensor(new long[] { 4, 7, 4 }, [1, 1, 3]));
        Assert.Equal(Codes - 2, quantizer.Reseed(latent, new Random(1)));
        var rows = latent.permute(0, 2, 3, 1).flatten(0, 2);
        for (var k = 0; k < Codes; k++)
        {
            var code = Codebook(quantizer)[k];
            Assert.Equal(k is 4 or 7, code.equal(before[k]).all().item<bool>());
            Assert.Equal(k is not (4 or 7), rows.eq(code).all(1).any().item<bool>());
        }
    }

    [Fact]
    public void Reseed_CodeUnusedForLong_IsReplacedThenAndNotBefore()
    {
        using var scope = NewDisposeScope();
        using var quantizer = Make();
        var all = arange(Codes).reshape(1, 1, Codes);
        var (latent, most) = (Latent(2), all[.., .., 1..]);
        quantizer.Use(all);
        Assert.Equal(0, quantizer.Reseed(latent, new Random(1)));
        for (var step = 1; step < VectorQuantizer.MostIdleSteps; step++)
        {
            quantizer.Use(most);
            Assert.Equal(0, quantizer.Reseed(latent, new Random(1)));
        }
        var before = Codebook(quantizer).clone();
        quantizer.Use(most);
        Assert.Equal(1, quantizer.Reseed(latent, new Random(1)));
        Assert.False(Codebook(quantizer)[0].equal(before[0]).any().item<bool>());
        TensorAssert.Close(before[1..], Codebook(quantizer)[1..], 0);
        quantizer.Use(most);
        Assert.Equal(0, quantizer.Reseed(latent, new Random(1))); // a fresh code has its time too
    }

    [Fact]
    public void Forward_UnderAutocast_FindsTheSameCodes()
    {
        Assert.SkipUnless(Autocast.CanForce, "This libtorch does not export its autocast.");
        using var scope = NewDisposeScope();
        using var quantizer = Make();
        var latent = Latent(2, side: 32); // 2,048 positions: more than are compared at a time
        var plain = quantizer.forward(latent);
        using var cast = Autocast.Force(CPU);
        var low = quantizer.forward(latent);
        Assert.Equal(ScalarType.Float32, low.Quantized.dtype);
        Assert.True(plain.Codes.equal(low.Codes).all().item<bool>());
        TensorAssert.Close(plain.Quantized, low.Quantized, 0);
    }

    [Fact]
    public void Decode_LatentsOfOneCell_GiveOnePicture()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var net = new Autoencoder(new() { Widths = [16], LatentChannels = Channels, Codebook = Codes });
        var quantizer = net.Quantizer!;
        Codebook(quantizer).normal_();
        var latent = Latent(2);
        var (quantized, codes) = quantizer.forward(latent);
        var moved = quantized + .01 * Latent(3);
        Assert.True(quantizer.forward(moved).Codes.equal(codes).all().item<bool>());
        TensorAssert.Close(net.Decode(latent), net.Decode(moved), 1e-5);
        Assert.False(net.Encode(zeros(1, 3, 24, 24)).equal(quantizer.forward(net.Encode(zeros(1, 3, 24, 24))).Quantized).all().item<bool>()); // the latent is not quantised
        Assert.Throws<InvalidOperationException>(() => net.Moments(zeros(1, 3, 24, 24)));
    }
}
