using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training.Data;

public sealed class LaidOverTests
{
    [Fact]
    public void Apply_AShare_ShowsTheVisiblePictureBrightOrDark()
    {
        using var scope = NewDisposeScope();
        var across = linspace(-1, 1, 32).reshape(1, 1, 1, 32).expand(300, 1, 32, 32);
        var (thermal, visible) = (across, across.transpose(2, 3).expand(300, 3, 32, 32)); // what the one does across, the other does downwards
        var made = LaidOver.Apply(thermal, visible, 0.5, new Random(1));
        var down = (made[.., 0, -1, 16] - made[.., 0, 0, 16]);
        Assert.InRange((made == thermal).flatten(1).all(1).to_type(ScalarType.Float32).mean().item<float>(), 0.4, 0.6);
        Assert.InRange((down > 0.2).to_type(ScalarType.Float32).mean().item<float>(), 0.15, 0.35);
        Assert.InRange((down < -0.2).to_type(ScalarType.Float32).mean().item<float>(), 0.15, 0.35);
        Assert.True(made.abs().le(1).all().item<bool>());
    }
}
