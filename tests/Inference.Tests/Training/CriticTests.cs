using TorchSharp;
using ThermalPortal.Inference.Training;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

[Collection(nameof(GlobalRandomness))]
public sealed class CriticTests
{
    public CriticTests() => random.manual_seed(1);

    [Fact]
    public void Verdict_AdaptiveWeight_PullsTheLastLayerAsHardAsTheRebuildLoss()
    {
        using var scope = NewDisposeScope();
        var critic = Critic.Of(new() { Weight = 1, Width = 8 }, 10)!;
        using var net = critic.Net;
        using var last = nn.Conv2d(3, 3, 1);
        var made = last.forward(rand(2, 3, 32, 32));
        var rebuild = 7 * made.abs().mean();
        var verdict = critic.Verdict(0, made, zeros(2, 1, 32, 32), rebuild, last.weight!);
        double Pull(Tensor loss) => autograd.grad([loss], [last.weight!], retain_graph: true)[0].norm().item<float>();
        Assert.Equal(1, Pull(verdict) / Pull(rebuild), 0.05);
        verdict.backward();
        Assert.All(net.parameters(), p => Assert.True(p.grad is null && p.requires_grad)); // the critic itself learns nothing from it
    }

    [Fact]
    public void Of_Times_LearnsBeforeItIsHeardAndIsNoneWithoutWeight()
    {
        Assert.Null(Critic.Of(new(), 100));
        var critic = Critic.Of(new() { Weight = .3, Start = .4, Warmup = .1, Width = 8 }, 100)!;
        using var net = critic.Net;
        using var optimizer = critic.Optimizer;
        Assert.Equal([false, true, true], new[] { 39, 40, 60 }.Select(critic.Learns));
        Assert.Equal([false, true], new[] { 49, 50 }.Select(critic.IsHeard));
    }

    [Fact]
    public void Lesson_RepeatedOnOnePair_TellsThemApart()
    {
        using var scope = NewDisposeScope();
        AssertToldApart(rand(2, 3, 32, 32), -rand(2, 3, 32, 32), rand(2, 1, 32, 32));
    }

    [Fact]
    public void Lesson_SamePicturesOfOtherHeat_AreToldApart()
    {
        using var scope = NewDisposeScope();
        var heat = rand(4, 1, 32, 32) * 2 - 1;
        AssertToldApart(heat.expand(-1, 3, -1, -1), heat.flip(0).expand(-1, 3, -1, -1), heat); // the same pictures, each with another's heat
    }

    private static void AssertToldApart(Tensor real, Tensor made, Tensor heat)
    {
        var critic = Critic.Of(new() { Weight = 1, Width = 8 }, 10)!;
        using var net = critic.Net;
        using var optimizer = optim.Adam(net.parameters(), 2e-3);
        var first = critic.Lesson(real, made, heat).item<float>();
        for (var i = 0; i < 200; i++)
        {
            optimizer.zero_grad();
            var loss = critic.Lesson(real, made, heat);
            if (loss.item<float>() < 0.5 * first)
                return; // learnt: going on at this rate may only throw it out again
            loss.backward();
            optimizer.step();
        }
        Assert.Fail($"The critic still errs as at its beginning ({first}) after 200 steps.");
    }
}
