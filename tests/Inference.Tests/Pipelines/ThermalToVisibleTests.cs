using ThermalPortal.Inference.Sampling;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Autoencoding;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Pipelines;

public sealed class ThermalToVisibleTests : IDisposable
{
    private static readonly LatentTranslatorOptions s_quick = new() { Steps = 3, LowPrecision = false };
    private readonly ThermalToVisible _pipeline = new(ModelNetworks.Create(ModelPresets.Nano), "hash", CPU);

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void Translate_TwoFaces_GivesASampleASeed()
    {
        var outputs = _pipeline.Translate([Input(1, 11, 12), Input(2, 13)], s_quick);
        Assert.Equal([2, 1], outputs.Select(o => o.Samples.Count));
        Assert.All(outputs.SelectMany(o => o.Samples), s => Assert.Equal((32, 32, 32 * 32 * 3), (s.Width, s.Height, s.Pixels.Length)));
        Assert.Equal(0, outputs[1].Spread);
        Assert.All(outputs[0].Attributes, a => Assert.Equal(1, a.Probabilities.Sum(), 4));
    }

    [Fact]
    public void Translate_SameSeed_SameBytes() =>
        Assert.Equal(_pipeline.Translate([Input(1, 5)], s_quick)[0].Samples[0].Pixels, _pipeline.Translate([Input(1, 5)], s_quick)[0].Samples[0].Pixels);

    [Fact]
    public void Translate_ResidualShare_OfNothingIsTheEstimateOfAllSeeds()
    {
        byte[] Made(int seed, double? share) => _pipeline.Translate([Input(1, seed)], s_quick with { ResidualShare = share })[0].Samples[0].Pixels;
        Assert.Equal(Made(5, 0), Made(6, 0));
        Assert.NotEqual(Made(5, 1), Made(6, 1));
        Assert.Equal(Made(5, 1), Made(5, null)); // the model's own
        Assert.Contains("0 to 1", Assert.Throws<ArgumentException>(() => (ModelPresets.Nano with { ResidualShare = 1.5 }).Validate()).Message);
    }

    [Fact]
    public void Translate_CheckerboardFilter_FiltersTheFinishedPicture()
    {
        using var networks = ModelNetworks.Create(ModelPresets.Nano);
        using var plain = new ThermalToVisible(networks, "hash", CPU);
        using var filtered = new ThermalToVisible(new ModelNetworks(networks.Options with { CheckerboardFilter = 3 }, networks.Autoencoder, networks.Translation, networks.Attributes), "hash", CPU);
        byte[] Made(ThermalToVisible model) => model.Translate([Input(1, 5)], s_quick)[0].Samples[0].Pixels;
        using var scope = NewDisposeScope();
        var picture = Made(plain);
        var expected = Checkerboard.Remove(tensor(picture.Select(p => (float)p).ToArray(), [1, 32, 32, 3]).permute(0, 3, 1, 2), 3).permute(0, 2, 3, 1).contiguous().data<float>().ToArray();
        Assert.NotEqual(picture, Made(filtered));
        Assert.InRange(expected.Zip(Made(filtered), (e, m) => Math.Abs(Math.Clamp(e, 0, 255) - m)).Max(), 0, 2.5); // of whole grey levels
        Assert.Contains("0 (none) to 8", Assert.Throws<ArgumentException>(() => (ModelPresets.Nano with { CheckerboardFilter = 9 }).Validate()).Message);
    }

    [Fact]
    public void Translate_AloneOrInABatch_DiffersByAtMostTwoLevels()
    {
        var alone = _pipeline.Translate([Input(3, 7)], s_quick)[0].Samples[0].Pixels;
        var together = _pipeline.Translate([.. Enumerable.Range(1, 16).Select(i => Input(i, i + 4))], s_quick)[2].Samples[0].Pixels;
        Assert.InRange(alone.Zip(together).Max(p => Math.Abs(p.First - p.Second)), 0, 2);
    }

    [Fact]
    public void Translate_OperatorAttribute_OverrulesPrediction()
    {
        var used = _pipeline.Translate([Input(1, 1) with { Attributes = new Dictionary<string, string> { ["glasses"] = "sun", ["sex"] = "unknown" } }], s_quick)[0].Used;
        Assert.Equal(("sun", AttributeSource.Operator), (used.Single(u => u.Name == "glasses").Value, used.Single(u => u.Name == "glasses").Source));
        Assert.Equal(AttributeSource.Unknown, used.Single(u => u.Name == "sex").Source);
    }

    [Fact]
    public void Translate_Statement_ChangesThePictureAndAPredictionDoesNot()
    {
        using var guided = new ThermalToVisible(Awake(ModelNetworks.Create(ModelPresets.Nano with { Denoiser = ModelPresets.Nano.Denoiser with { Guided = true } })), "hash", TorchSharp.torch.CPU);
        byte[] Made(double share, params (string Name, string Value)[] stated) => guided.Translate([Input(1, 1) with { Attributes = stated.ToDictionary(s => s.Name, s => s.Value) }],
            s_quick with { ResidualShare = 0, StatementShare = share })[0].Samples[0].Pixels; // without the diffusion, which everything guides
        Assert.NotEqual(Made(1), Made(1, ("glasses", "sun")));
        Assert.NotEqual(Made(1, ("glasses", "clear")), Made(1, ("glasses", "sun")));
        Assert.Equal(Made(1), Made(1, ("glasses", "unknown"))); // predicted or hidden: nobody has stated anything
        Assert.Equal(Made(1), Made(0, ("glasses", "sun")));
        Assert.Contains("0 to 1", Assert.Throws<ArgumentException>(() => (ModelPresets.Nano with { StatementShare = -.1 }).Validate()).Message);
    }

    [Fact]
    public void Sample_WithGuidance_IsTwoPassesAStep()
    {
        using var networks = Awake(ModelNetworks.Create(ModelPresets.Nano));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (net, schema, size) = (networks.Translation, networks.Options.Attributes, networks.Options.ImageSize);
        var thermal = rand([6, 1, size, size]) * 2 - 1;
        var weights = AttributeWeights.FromProbabilities(schema, [.. Enumerable.Range(0, 6).Select(i => schema.Heads.Select(h => h.Values.Select((_, v) => v == i % h.Values.Count ? 1f : 0).ToArray()).ToArray())]);
        var made = new LatentTranslator(networks.Autoencoder, net, schema, CPU).Sample(thermal, weights, [1, 2, 3, 4, 5, 6], s_quick with { Guidance = 1.5 });

        var (schedule, condition, nothing) = (NoiseSchedule.Default, net.Condition(thermal), AttributeWeights.Null(schema, 6));
        var shape = new long[] { net.Options.LatentChannels, net.Options.LatentSize, net.Options.LatentSize };
        var residual = DpmSolverPlusPlus2M.Sample((x, t) =>
        {
            var time = full([6], t, dtype: ScalarType.Float32);
            var (with, without) = (net.forward(x, time, weights, condition), net.forward(x, time, nothing, condition));
            return schedule.Alpha(t) * x - schedule.Sigma(t) * (1.5 * with - .5 * without);
        }, SeededNoise.Make([1, 2, 3, 4, 5, 6], shape), LogSnrGrid.Times(schedule, s_quick.Steps), new SamplerOptions { Schedule = schedule });
        var wanted = networks.Autoencoder.Decode(net.FromResidual(residual, condition), net.Details(condition.Features)).clamp(-1, 1);
        Assert.InRange((made - wanted).abs().max().item<float>(), 0, 1e-4f);
        Assert.True((made[0] - made[1]).abs().max().item<float>() > 1e-2f);
    }

    /// <summary>Zero-initialised layers would hide every change.</summary>
    private static ModelNetworks Awake(ModelNetworks networks)
    {
        using var off = TorchSharp.torch.no_grad();
        foreach (var parameter in networks.Translation.parameters())
            parameter.add_(TorchSharp.torch.randn_like(parameter) * 0.05);
        return networks;
    }

    [Theory]
    [InlineData("hat", "yes", "no attribute 'hat'")]
    [InlineData("glasses", "monocle", "no value of 'glasses'")]
    public void Translate_UnknownAttribute_SaysWhatIsKnown(string name, string value, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => _pipeline.Translate([Input(1, 1) with { Attributes = new Dictionary<string, string> { [name] = value } }], s_quick)).Message);

    [Fact]
    public void Translate_WrongSize_SaysBothSizes() =>
        Assert.Contains("32 x 32", Assert.Throws<ArgumentException>(() => _pipeline.Translate([new TranslateInput(new float[10], [1], new Dictionary<string, string>())], s_quick)).Message);

    [Fact]
    public void Translate_Cancelled_StopsBetweenSteps()
    {
        using var stop = new CancellationTokenSource();
        var steps = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => _pipeline.Translate([Input(1, 1)], s_quick with { Steps = 50 }, _ => { if (++steps == 3) stop.Cancel(); }, stop.Token));
        Assert.InRange(steps, 3, 4);
    }

    [Fact]
    public void Translate_OnStep_PreviewHasEverySample()
    {
        var previews = new List<int>();
        _pipeline.Translate([Input(1, 1, 2), Input(2, 3)], s_quick, step => previews.Add(step.Preview().Count));
        Assert.Equal([3, 3, 3], previews);
    }

    [Fact]
    public void Translate_Repeated_LeavesNoTensor()
    {
        _pipeline.Translate([Input(1, 1)], s_quick, step => step.Preview());
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 5; i++)
            _pipeline.Translate([Input(1, 1)], s_quick, step => step.Preview());
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static TranslateInput Input(int image, params long[] seeds)
    {
        var random = new Random(image);
        return new TranslateInput([.. Enumerable.Range(0, 32 * 32).Select(_ => (float)(random.NextDouble() * 2 - 1))], seeds, new Dictionary<string, string>());
    }
}
