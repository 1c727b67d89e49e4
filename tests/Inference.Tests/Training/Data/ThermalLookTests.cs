using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training.Data;

public sealed class ThermalLookTests
{
    private const int Count = 400, Side = 32;

    [Fact]
    public void Apply_ManyPictures_AboutHalfKeepTheirLook()
    {
        using var scope = NewDisposeScope();
        var faces = Faces();
        var looks = ThermalLook.Apply(faces, new Random(1));
        Assert.True(looks.abs().le(1).all().item<bool>());
        var same = (looks == faces).flatten(1).all(1).to_type(ScalarType.Float32).mean().item<float>();
        Assert.InRange(same, 0.42, 0.55); // 40 % are drawn to stay, and of the others one in seven gets none of the changes
    }

    [Fact]
    public void Apply_OtherLook_ShapesStayWhereTheyAre()
    {
        using var scope = NewDisposeScope();
        var faces = Faces();
        var looks = ThermalLook.Apply(faces, new Random(2));
        var changed = (looks != faces).flatten(1).any(1);
        // the border of the disc is the strongest edge before and, nearly always, after
        var edge = (looks.narrow(2, 16, 1).narrow(3, 2, 6).amax(3) - looks.narrow(2, 16, 1).narrow(3, 2, 6).amin(3)).flatten().masked_select(changed);
        Assert.True((edge > 0.3).to_type(ScalarType.Float32).mean().item<float>() > 0.8);
    }

    [Fact]
    public void Apply_SameSeed_IsTheSame()
    {
        using var scope = NewDisposeScope();
        var faces = Faces();
        Assert.True(ThermalLook.Apply(faces, new Random(3)).equal(ThermalLook.Apply(faces, new Random(3))).all().item<bool>());
        Assert.False(ThermalLook.Apply(faces, new Random(3)).equal(ThermalLook.Apply(faces, new Random(4))).all().item<bool>());
    }

    /// <summary>A warm disc of radius 12 with a slope on it, cold around.</summary>
    private static Tensor Faces()
    {
        var at = arange(Side, dtype: ScalarType.Float32) - 15.5;
        var inside = (at.unsqueeze(0).square() + at.unsqueeze(1).square()).sqrt() < 12;
        return PercentileRange.Normalize(where(inside, 30 + 0.1 * at.unsqueeze(0), tensor(20f)).reshape(1, 1, Side, Side)).repeat(Count, 1, 1, 1);
    }
}
