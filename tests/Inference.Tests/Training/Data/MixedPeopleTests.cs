using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training.Data;

public sealed class MixedPeopleTests
{
    private const int Size = 64;
    private static readonly float[] s_face = [-0.3f, -0.2f, 0.3f, -0.2f, 0, 0.1f, -0.2f, 0.4f, 0.2f, 0.4f];

    [Fact]
    public void Apply_FacesAtOtherPlaces_LieOverEachOtherPointOnPoint()
    {
        using var scope = NewDisposeScope();
        // the second face is the first, moved by 8 pixels; each has one bright spot, on its nose
        var points = stack([Face(0), Face(0.25f)]);
        var thermal = stack([Spot(32, 35), Spot(40, 35)]).unsqueeze(1);
        var (mixed, visible, which) = MixedPeople.Apply(thermal, thermal.expand(2, 3, Size, Size), points, 1, new Random(1));
        Assert.True(which.all().item<bool>());
        Assert.True((mixed - thermal).abs().amax().item<float>() < 0.05); // nose on nose: nothing else is seen
        Assert.True((visible - mixed).abs().amax().item<float>() < 1e-5); // both pictures alike
    }

    [Fact]
    public void Apply_OtherBrightness_IsBetweenTheTwo()
    {
        using var scope = NewDisposeScope();
        var points = stack(Enumerable.Repeat(Face(0), 40));
        var flat = (arange(40) % 2).to_type(ScalarType.Float32).reshape(-1, 1, 1, 1).expand(40, 1, Size, Size); // 0, 1, 0, 1
        var (mixed, _, which) = MixedPeople.Apply(flat, flat.expand(40, 3, Size, Size), points, 1, new Random(2));
        Assert.True(which.all().item<bool>());
        Assert.InRange(mixed.amin().item<float>(), -1e-4f, 0.05f); // halves reach both
        Assert.InRange(mixed.amax().item<float>(), 0.95f, 1.0001f);
        var even = (mixed.amax([1, 2, 3]) - mixed.amin([1, 2, 3])) < 1e-4;
        Assert.InRange(even.to_type(ScalarType.Float32).mean().item<float>(), 0.25, 0.75); // half of them evenly, between .3 and .7
        Assert.InRange((mixed.mean([1, 2, 3]) - 0.5).abs().masked_select(even).amax().item<float>(), 0.05f, 0.2001f);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("turned")]
    [InlineData("none")]
    public void Apply_FacesThatDoNotFitOrAreNotDrawn_StayAsTheyAre(string why)
    {
        using var scope = NewDisposeScope();
        var other = why switch { "unknown" => Face(0) * float.NaN, "turned" => tensor(new[] { -0.3f, -0.2f, -0.1f, -0.2f, -0.4f, 0.1f, -0.3f, 0.4f, -0.2f, 0.1f }).reshape(5, 2), _ => Face(0.1f) };
        var thermal = rand(2, 1, Size, Size);
        var (mixed, visible, which) = MixedPeople.Apply(thermal, thermal.expand(2, 3, Size, Size), stack([Face(0), other]), why == "none" ? 0 : 1, new Random(3));
        Assert.False(which.any().item<bool>());
        Assert.True(mixed.equal(thermal).all().item<bool>());
        Assert.True(visible.equal(thermal.expand(2, 3, Size, Size)).all().item<bool>());
    }

    private static Tensor Face(float right) => tensor(s_face).reshape(5, 2) + tensor(new[] { right, 0f });

    private static Tensor Spot(int x, int y)
    {
        var at = arange(Size, dtype: ScalarType.Float32);
        return exp(-((at - x).square().unsqueeze(0) + (at - y).square().unsqueeze(1)) / 18);
    }
}
