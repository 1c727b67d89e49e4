using System.Numerics;
using ThermalPortal.Inference.Quality;

namespace ThermalPortal.Inference.Tests.Quality;

public sealed class PerceptualHashTests
{
    private static readonly GreyPicture _face = Blobs.Make(160, 120, seed: 1);

    [Fact]
    public void Of_SamePictureBrighterOrSmaller_StaysWithinTwoBits()
    {
        var hash = PerceptualHash.Of(_face);
        Assert.Equal(hash, PerceptualHash.Of(_face with { Values = [.. _face.Values] }));
        Assert.InRange(Distance(hash, _face with { Values = Array.ConvertAll(_face.Values, v => 0.8f * v + 25) }), 0, 2);
        Assert.InRange(Distance(hash, new GreyPicture(80, 60, _face.Means(80, 60))), 0, 2);
        Assert.InRange(Distance(hash, new GreyPicture(101, 77, _face.Means(101, 77))), 0, 2);
    }

    [Fact]
    public void Of_OtherPictures_IsFar()
    {
        var hashes = Enumerable.Range(1, 40).Select(seed => PerceptualHash.Of(Blobs.Make(160, 120, seed))).ToArray();
        var distances = from a in hashes from b in hashes where a != b select BitOperations.PopCount(a ^ b);
        Assert.Equal(40, hashes.Distinct().Count());
        Assert.True(distances.Min() > 2);
    }

    [Fact]
    public void Of_OneColour_IsTheHashOfNothing() => Assert.Equal(0, BitOperations.PopCount(PerceptualHash.Of(new GreyPicture(4, 3, new float[12]))));

    [Fact]
    public void Means_OfAnyGrid_KeepTheSum()
    {
        float[] values = [.. Enumerable.Range(0, 35).Select(i => (float)i)];
        var picture = new GreyPicture(7, 5, values);
        Assert.Equal(values, picture.Means(7, 5));
        Assert.Equal(17, picture.Means(1, 1)[0], 4);
        Assert.Equal(17, picture.Means(3, 2).Average(), 3);
        Assert.Equal(17, picture.Means(20, 16).Average(), 3); // smaller than the grid
    }

    private static int Distance(ulong hash, GreyPicture other) => BitOperations.PopCount(hash ^ PerceptualHash.Of(other));
}
