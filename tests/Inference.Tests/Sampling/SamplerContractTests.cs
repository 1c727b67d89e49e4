using ThermalPortal.Inference.Sampling;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Sampling;

/// <summary>What every sampler in <see cref="Samplers.All"/> must do.</summary>
[NoTensorLeak]
public sealed class SamplerContractTests
{
    public static TheoryData<string> Names => [.. Samplers.All.Keys];

    private static readonly double[] Times = LogSnrGrid.Times(NoiseSchedule.Default, 6);
    private static readonly long[] Shape = [4, 8, 8];

    private static Tensor Run(string name, Tensor noise) => Samplers.All[name](Net, noise, Times, new SamplerOptions());

    // Not linear, mixes pixels, depends on t: a stand-in for a network.
    private static Tensor Net(Tensor x, double t) => (x + .3 * x.roll(1, -1)).tanh() * (1 - t / 2000);

    [Theory, MemberData(nameof(Names))]
    public void Sample_BatchOfSixteen_EqualsSingles(string name)
    {
        using var scope = NewDisposeScope();
        long[] seeds = [.. Enumerable.Range(0, 16).Select(i => 1000L + i)];
        var batch = Run(name, SeededNoise.Make(seeds, Shape));
        for (var i = 0; i < seeds.Length; i++)
            TensorAssert.Close(Run(name, SeededNoise.Make([seeds[i]], Shape))[0], batch[i], 1e-5);
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_Twice_IsBitIdentical(string name)
    {
        using var scope = NewDisposeScope();
        TensorAssert.Close(Run(name, SeededNoise.Make([5], Shape)), Run(name, SeededNoise.Make([5], Shape)), 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_NNodes_EvaluatesEachOnceOrTwiceAndReturnsTheLastEstimate(string name)
    {
        using var scope = NewDisposeScope();
        var seen = new List<double>();
        var steps = new List<int>();
        var noise = SeededNoise.Make([5], Shape);
        var copy = noise.clone();
        Tensor? last = null;
        var answer = Samplers.All[name]((x, t) => { seen.Add(t); return Net(x, t); }, noise, Times, new SamplerOptions(),
            step => { steps.Add(step.Index); Assert.Equal(6, step.Count); last = step.Estimate.clone().MoveToOuterDisposeScope().MoveToOuterDisposeScope(); });
        Assert.Equal(name == "heun" ? [Times[0], .. Times.Skip(1).SelectMany(t => new[] { t, t })] : Times, seen);
        Assert.Equal([0, 1, 2, 3, 4, 5], steps);
        TensorAssert.Close(last!, answer, 0);
        TensorAssert.Close(copy, noise, 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_OneNode_IsOneEvaluation(string name)
    {
        using var scope = NewDisposeScope();
        var noise = SeededNoise.Make([5], Shape);
        TensorAssert.Close(Net(noise, 999), Samplers.All[name](Net, noise, [999], new SamplerOptions()), 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_DenoiserReturnsAKeptTensor_LeavesItAlive(string name)
    {
        using var scope = NewDisposeScope();
        var kept = ones([1, 4, 8, 8]);
        var answer = Samplers.All[name]((_, _) => kept, SeededNoise.Make([5], Shape), Times, new SamplerOptions());
        TensorAssert.Close(kept, answer, 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_Canceled_StopsBeforeTheNextEvaluation(string name)
    {
        using var scope = NewDisposeScope();
        using var source = new CancellationTokenSource();
        var evaluations = 0;
        var noise = SeededNoise.Make([5], Shape);
        Assert.Throws<OperationCanceledException>(() => Samplers.All[name](
            (x, t) => { evaluations++; return Net(x, t); }, noise, Times, new SamplerOptions(),
            step => { if (step.Index == 2) source.Cancel(); }, source.Token));
        Assert.Equal(name == "heun" ? 5 : 3, evaluations); // Heun looks between its two evaluations too
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_RisingTimes_Throws(string name)
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => Samplers.All[name](Net, zeros(1, 1), [0, 999], new SamplerOptions()));
        Assert.Throws<ArgumentException>(() => Samplers.All[name](Net, zeros(1, 1), [], new SamplerOptions()));
    }
}
