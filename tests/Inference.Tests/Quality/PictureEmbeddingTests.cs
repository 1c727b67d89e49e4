using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Quality;

namespace ThermalPortal.Inference.Tests.Quality;

public sealed class PictureEmbeddingTests
{
    private static readonly GreyPicture _face = Blobs.Make(160, 160, seed: 1);
    private static readonly FaceCrop _crop = new(80, 80, 120, 0);

    [Fact]
    public void Of_NoisierBrighterAndSmaller_StaysNear()
    {
        var embedding = PictureEmbedding.Of(_face, _crop)!;
        var random = new Random(3);
        Assert.Equal(PictureEmbedding.Width, embedding.Length);
        Assert.Equal(sbyte.MaxValue, embedding.Max(v => Math.Abs((int)v)));
        Assert.InRange(Cosine(embedding, PictureEmbedding.Of(_face with { Values = Array.ConvertAll(_face.Values, v => 0.7f * v + 25 + (float)(random.NextDouble() - .5) * 20) }, _crop)!), 0.97, 1);
        Assert.InRange(Cosine(embedding, PictureEmbedding.Of(new GreyPicture(80, 80, _face.Means(80, 80)), new FaceCrop(40, 40, 60, 0))!), 0.97, 1);
        float[] cut = FaceAligner.Crop(_face.Values, 160, 160, new FaceCrop(85, 78, 140, 0), 140); // another crop of the frame, the face at its place
        Assert.InRange(Cosine(embedding, PictureEmbedding.Of(new GreyPicture(140, 140, cut), new FaceCrop(65, 72, 120, 0))!), 0.97, 1);
    }

    [Fact]
    public void Of_OtherPictures_IsFar()
    {
        var embeddings = Enumerable.Range(1, 30).Select(seed => PictureEmbedding.Of(Blobs.Make(160, 160, seed), _crop)!).ToArray();
        Assert.True((from a in embeddings from b in embeddings where a != b select Cosine(a, b)).Max() < 0.8);
    }

    [Fact]
    public void Of_OneColour_IsNull() => Assert.Null(PictureEmbedding.Of(new GreyPicture(40, 30, new float[1200]), FaceCrop.Whole(40, 30)));

    /// <summary>The transform keeps lengths: a wave of one frequency is one number.</summary>
    [Fact]
    public void Of_OneWave_IsMostlyItsFrequency()
    {
        float[] wave = [.. Enumerable.Range(0, 64 * 64).Select(i => MathF.Cos((2 * (i % 64) + 1) * 8 * MathF.PI / 128))];
        var embedding = PictureEmbedding.Of(new GreyPicture(64, 64, wave), FaceCrop.Whole(64, 64))!;
        Assert.Equal(sbyte.MaxValue, Math.Abs((int)embedding[8 * 9 / 2 - 1])); // 0 down, 8 across, after the 35 of lower sums without the mean
    }

    private static double Cosine(sbyte[] a, sbyte[] b) => a.Zip(b, (x, y) => (double)x * y).Sum() / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(y => (double)y * y));
}
