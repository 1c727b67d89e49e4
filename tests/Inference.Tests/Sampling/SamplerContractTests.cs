using ThermalPortal.Inference.Sampling;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Sampling;

/// <summary>What every sampler must do, each on times of its own path.</summary>
[NoTensorLeak]
public sealed class SamplerContractTests
{
    public static TheoryData<string> Names => [.. Samplers.All.Keys, .. Samplers.OfOtherPaths.Keys];

    private static readonly long[] Shape = [4, 8, 8];

    private static Sampler Of(string name) => Samplers.All.GetValueOrDefault(name) ?? Samplers.OfOtherPaths[name];

    private static double[] Times(string name) => name switch
    {
        "resshift" => new ShiftSchedule(6).Times(),
        "flow" => RectifiedFlow.Times(6),
        _ => LogSnrGrid.Times(NoiseSchedule.Default, 6),
    };

    private static SamplerOptions Options(params long[] seeds) => new() { Shift = new ShiftSchedule(6), StepNoise = i => SeededNoise.Make(seeds, Shape, i + 1) };

    private static Tensor Run(string name, params long[] seeds) => Of(name)(Net, SeededNoise.Make(seeds, Shape), Times(name), Options(seeds));

    [Fact]
    public void Names_OfTheContract_AreAllSamplersThereAre() => Assert.Equal(
        typeof(Sampler).Assembly.GetTypes().Where(t => t.Namespace == typeof(Sampler).Namespace && t.GetMethod("Sample") is not null).Select(t => t.Name).Order(),
        Samplers.All.Values.Concat(Samplers.OfOtherPaths.Values).Select(s => s.Method.DeclaringType!.Name).Order());

    // Not linear, mixes pixels, depends on t: a stand-in for a network.
    private static Tensor Net(Tensor x, double t) => (x + .3 * x.roll(1, -1)).tanh() * (1 - t / 2000);

    [Theory, MemberData(nameof(Names))]
    public void Sample_BatchOfSixteen_EqualsSingles(string name)
    {
        using var scope = NewDisposeScope();
        long[] seeds = [.. Enumerable.Range(0, 16).Select(i => 1000L + i)];
        var batch = Run(name, seeds);
        for (var i = 0; i < seeds.Length; i++)
            TensorAssert.Close(Run(name, seeds[i])[0], batch[i], 1e-5);
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_Twice_IsBitIdentical(string name)
    {
        using var scope = NewDisposeScope();
        TensorAssert.Close(Run(name, 5), Run(name, 5), 0);
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
        var times = Times(name);
        var answer = Of(name)((x, t) => { seen.Add(t); return Net(x, t); }, noise, times, Options(5),
            step => { steps.Add(step.Index); Assert.Equal(6, step.Count); last = step.Estimate.clone().MoveToOuterDisposeScope().MoveToOuterDisposeScope(); });
        Assert.Equal(name == "heun" ? [times[0], .. times.Skip(1).SelectMany(t => new[] { t, t })] : times, seen);
        Assert.Equal([0, 1, 2, 3, 4, 5], steps);
        TensorAssert.Close(last!, answer, 0);
        TensorAssert.Close(copy, noise, 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_OneNode_IsOneEvaluation(string name)
    {
        using var scope = NewDisposeScope();
        var noise = SeededNoise.Make([5], Shape);
        var first = Times(name)[0];
        TensorAssert.Close(Net(noise, first), Of(name)(Net, noise, [first], new SamplerOptions()), 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_DenoiserReturnsAKeptTensor_LeavesItAlive(string name)
    {
        using var scope = NewDisposeScope();
        var kept = ones([1, 4, 8, 8]);
        var answer = Of(name)((_, _) => kept, SeededNoise.Make([5], Shape), Times(name), Options(5));
        TensorAssert.Close(kept, answer, 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_Canceled_StopsBeforeTheNextEvaluation(string name)
    {
        using var scope = NewDisposeScope();
        using var source = new CancellationTokenSource();
        var evaluations = 0;
        var noise = SeededNoise.Make([5], Shape);
        Assert.Throws<OperationCanceledException>(() => Of(name)(
            (x, t) => { evaluations++; return Net(x, t); }, noise, Times(name), Options(5),
            step => { if (step.Index == 2) source.Cancel(); }, source.Token));
        Assert.Equal(name == "heun" ? 5 : 3, evaluations); // Heun looks between its two evaluations too
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_RisingTimes_Throws(string name)
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => Of(name)(Net, zeros(1, 1), [.. Times(name).Reverse()], Options(5)));
        Assert.Throws<ArgumentException>(() => Of(name)(Net, zeros(1, 1), [], Options(5)));
    }
}
