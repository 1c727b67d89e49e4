using ThermalPortal.Inference.Sampling;
using ThermalPortal.Inference.Sampling.Paths;
using ThermalPortal.Inference.Training;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Sampling;

[NoTensorLeak]
public sealed class DenoisingPathTests
{
    private static readonly long[] Shape = [3, 4, 4];

    public static TheoryData<PathKind, Prediction> Paths => new()
    {
        { PathKind.Diffusion, Prediction.Velocity }, { PathKind.Diffusion, Prediction.Noise }, { PathKind.Diffusion, Prediction.Image }, { PathKind.Flow, default }, { PathKind.Bridge, default },
    };

    [Theory, MemberData(nameof(Paths))]
    public void Clean_OfWhatIsTrained_IsTheImageAtEveryTime(PathKind kind, Prediction prediction)
    {
        using var scope = NewDisposeScope();
        var path = DenoisingPath.Of(kind, prediction);
        using var table = new PathTable(path);
        long[] places = [0, path.Times.Count / 3, path.Times.Count - 1];
        var (x0, noise) = (SeededNoise.Make([1, 2, 3], Shape), SeededNoise.Make([4, 5, 6], Shape));
        var at = table.At(tensor(places), CPU);
        var seen = at.Noisy(x0, noise);
        TensorAssert.Close(x0, at.Clean(seen, at.Answer(x0, noise)), 1e-4);
        Assert.InRange(seen.square().mean().item<float>(), .5f, 1.6f); // what a network sees has about unit variance
        for (var i = 0; i < places.Length; i++)
        {
            var point = path.At(path.Times[(int)places[i]]);
            var x = x0[i] * point.Image + noise[i] * point.Noise;
            TensorAssert.Close(seen[i] * point.Deviation, x, 1e-5);
            TensorAssert.Close(x0[i], point.CleanState * x + point.CleanAnswer * (point.AnswerImage * x0[i] + point.AnswerNoise * noise[i]), 1e-4);
            Assert.InRange(point.NetworkTime, 0, 999);
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public void Sample_NetworkThatKnowsTheImage_ArrivesThere(PathKind kind, Prediction prediction)
    {
        using var scope = NewDisposeScope();
        var x0 = SeededNoise.Make([7], Shape);
        foreach (var steps in new[] { 1, 4, 20 })
        {
            var times = new List<double>();
            var made = DenoisingPath.Of(kind, prediction).Sample((_, t) => { times.Add(t); return x0; }, step => SeededNoise.Make([1], Shape, step), 1, steps);
            TensorAssert.Close(x0, made, 1e-6);
            Assert.Equal(kind == PathKind.Bridge ? Math.Min(steps, 15) : steps, times.Count);
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.First > pair.Second));
        }
    }

    [Theory, InlineData(PathKind.Flow), InlineData(PathKind.Bridge)]
    public void Sample_WithoutNoise_StartsAtTheThermalLatent(PathKind kind)
    {
        using var scope = NewDisposeScope();
        float? start = null;
        DenoisingPath.Of(kind, default).Sample((x, _) => { start ??= x.abs().max().item<float>(); return x * .5; }, step => SeededNoise.Make([1], Shape, step), temperature: 0, steps: 4);
        Assert.Equal(0, start);
    }

    /// <summary>The best denoiser of Gaussian data, told in every language of prediction: the same way and the same end.</summary>
    [Fact]
    public void Sample_EveryPrediction_IsTheSameWay()
    {
        using var scope = NewDisposeScope();
        Tensor Made(Prediction prediction)
        {
            var path = DenoisingPath.Of(PathKind.Diffusion, prediction);
            return path.Sample((x, t) =>
            {
                var p = path.At(t);
                var x0 = x * (p.Image * .25 / (p.Image * p.Image * .25 + p.Noise * p.Noise)); // N(0, .5)
                var noise = (x - x0 * p.Image) / p.Noise;
                return x * p.CleanState + (x0 * p.AnswerImage + noise * p.AnswerNoise) * p.CleanAnswer;
            }, step => SeededNoise.Make([3], Shape, step), 1, 8);
        }
        TensorAssert.Close(Made(Prediction.Velocity), Made(Prediction.Noise), 1e-3);
        TensorAssert.Close(Made(Prediction.Velocity), Made(Prediction.Image), 1e-3);
    }
}
