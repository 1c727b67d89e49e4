using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Quality;

namespace ThermalPortal.Inference.Tests.Quality;

public sealed class SharpnessTests
{
    private static readonly FaceCrop _whole = FaceCrop.Whole(Sharpness.Side, Sharpness.Side);

    /// <summary>A chessboard of single pixels 0 and 255: every Laplacian is +-4 x 255, their mean 0, so the variance is 1020 squared.</summary>
    [Fact]
    public void Of_Chessboard_IsTheVarianceByHand() => Assert.Equal(1020 * 1020, Sharpness.Of(Picture((x, y) => (x + y) % 2 * 255), _whole), 1f);

    [Fact]
    public void Of_SlopeAndOneColour_IsNothing()
    {
        Assert.Equal(0, Sharpness.Of(Picture((_, _) => 7), _whole));
        Assert.InRange(Sharpness.Of(Picture((x, y) => x + 2 * y), _whole), 0, 1); // but for the ends, which the percentiles cut
    }

    [Fact]
    public void Of_OtherUnitAndContrast_IsTheSame()
    {
        var counts = Picture((x, y) => 100 * MathF.Sin(x * 0.9f) * MathF.Cos(y * 0.7f));
        Assert.Equal(Sharpness.Of(counts, _whole), Sharpness.Of(counts with { Values = Array.ConvertAll(counts.Values, v => 30 + v / 50) }, _whole), 1f);
    }

    [Fact]
    public void Of_BlurredPicture_Falls()
    {
        float Of(float wave) => Sharpness.Of(Picture((x, y) => MathF.Sin(x / wave) + MathF.Cos(y / wave)), _whole);
        Assert.True(Of(1) > 20 * Of(4), $"{Of(1)} {Of(4)}");
    }

    private static GreyPicture Picture(Func<int, int, float> value) =>
        new(Sharpness.Side, Sharpness.Side, [.. Enumerable.Range(0, Sharpness.Side * Sharpness.Side).Select(i => value(i % Sharpness.Side, i / Sharpness.Side))]);
}
