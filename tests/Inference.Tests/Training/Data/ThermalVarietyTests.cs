using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training.Data;

public sealed class ThermalVarietyTests
{
    private const int Count = 400, Side = 32;

    [Fact]
    public void Apply_ManyRamps_LeavesSomeAloneAndSavesSomeInFewLevels()
    {
        using var scope = NewDisposeScope();
        var ramp = linspace(-1, 1, Side * Side).reshape(1, 1, Side, Side).repeat(Count, 1, 1, 1);
        var varied = ThermalVariety.Apply(ramp, new Random(1));

        Assert.True(varied.abs().le(1).all().item<bool>());
        Assert.InRange(Share(i => varied[i].equal(ramp[i]).all().item<bool>()), .33, .47); // 40 %
        Assert.InRange(Share(i => varied[i].data<float>().ToArray().Distinct().Count() <= 64), .05, .14); // 15 % of the others
    }

    [Fact]
    public void Apply_SameSeed_IsTheSame()
    {
        using var scope = NewDisposeScope();
        var ramp = linspace(-1, 1, Side * Side).reshape(1, 1, Side, Side).repeat(8, 1, 1, 1);
        Assert.True(ThermalVariety.Apply(ramp, new Random(3)).equal(ThermalVariety.Apply(ramp, new Random(3))).all().item<bool>());
    }

    private static double Share(Func<int, bool> counts) => Enumerable.Range(0, Count).Count(counts) / (double)Count;
}
