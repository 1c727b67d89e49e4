using NetVips;
using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training.Data;

public sealed class AugmentationTests : IDisposable
{
    private const int Side = 80;
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Batch_DrawnGeometry_MovesPointsWithThePicture()
    {
        using var scope = NewDisposeScope();
        using var store = PairStore.Load([[Pair(new(52, 30))]], Side);
        for (var seed = 0; seed < 8; seed++)
        {
            var batch = Augmentation.Batch(store, [0], 64, new Random(seed));
            var bright = batch.Visible[0, 0].argmax().item<long>();
            var (x, y) = (((bright % 64) + 0.5) * 2 / 64 - 1, ((bright / 64) + 0.5) * 2 / 64 - 1);
            Assert.Equal(x, batch.Points[0, 0, 0].item<float>(), 0.06); // two pixels of the crop
            Assert.Equal(y, batch.Points[0, 0, 1].item<float>(), 0.06);
        }
    }

    [Fact]
    public void Batch_MirroredOrNot_TheFirstEyeAndMouthCornerStayAtTheLeft()
    {
        using var scope = NewDisposeScope();
        using var store = PairStore.Load([[Pair(new(52, 30)) with { Points = [20, 30, 60, 30, 40, 45, 28, 60, 52, 60] }]], Side);
        var points = Augmentation.Batch(store, [.. Enumerable.Repeat(0L, 32)], 64, new Random(1)).Points; // half of them mirrored
        Assert.True((points.select(1, 0) < points.select(1, 1)).select(1, 0).all().item<bool>());
        Assert.True((points.select(1, 3) < points.select(1, 4)).select(1, 0).all().item<bool>());
    }

    [Fact]
    public void Batch_ManifestWithoutPoints_GivesNone()
    {
        using var scope = NewDisposeScope();
        using var store = PairStore.Load([[Pair(new(52, 30)) with { Points = null }]], Side);
        Assert.True(Augmentation.Batch(store, [0], 64, new Random(1)).Points.isnan().all().item<bool>());
    }

    [Fact]
    public void Batch_FrameThatEndsWithinTheHead_OnlyTheThermalPictureIsCut()
    {
        using var scope = NewDisposeScope();
        using var store = PairStore.Load([[Pair(new(4, 40))]], Side); // near the left edge: gone where that side is cut
        var batch = Augmentation.Batch(store, [.. Enumerable.Repeat(0L, 64)], 64, new Random(1));
        var seen = batch.Points.select(1, 0).abs().amax(1) < 0.97;
        var shown = batch.Visible.amax([1, 2, 3]) > -0.5;
        Assert.True(shown.logical_or(seen.logical_not()).all().item<bool>());
        var (x, y) = (((batch.Points.select(1, 0) + 1) * 32).to_type(ScalarType.Int64)).unbind(1) switch { var p => (p[0], p[1]) };
        var lost = 0;
        for (var i = 0; i < 64; i++)
            if (seen[i].item<bool>())
                lost += batch.Thermal[i, 0, y[i].item<long>(), x[i].item<long>()].item<float>() < 0 ? 1 : 0;
        Assert.InRange(lost, 3, 30);
    }

    [Fact]
    public void Batch_MixedFaces_AreNobodyAndOfNoKnownAttributes()
    {
        using var scope = NewDisposeScope();
        var pair = Pair(new(52, 30)) with { Points = [20, 30, 60, 30, 40, 45, 28, 60, 52, 60], Labels = [1] };
        using var store = PairStore.Load([[pair, pair with { Subject = "q" }]], Side);
        long[] rows = [.. Enumerable.Range(0, 64).Select(i => i % 2L)];
        var batch = Augmentation.Batch(store, rows, 64, new Random(1), mixed: 0.5);
        var nobody = batch.People == -1;
        Assert.InRange(nobody.sum().item<long>(), 10, 45);
        Assert.True((batch.Labels.select(1, 0) == -1).equal(nobody).all().item<bool>());
        Assert.True((batch.People == tensor(rows)).logical_or(nobody).all().item<bool>());
        Assert.False((Augmentation.Batch(store, rows, 64, new Random(1)).People == -1).any().item<bool>());
    }

    /// <summary>A dark picture with one bright spot, which is all five points of the face.</summary>
    private TrainingPair Pair(System.Drawing.Point spot)
    {
        var pixels = new byte[Side * Side * 3];
        for (var y = -1; y <= 1; y++)
            for (var x = -1; x <= 1; x++)
                Array.Fill(pixels, (byte)(x == 0 && y == 0 ? 255 : 120), ((spot.Y + y) * Side + spot.X + x) * 3, 3);
        var (visible, thermal) = (Path.Combine(_root, "v.png"), Path.Combine(_root, "t.png"));
        using var image = Image.NewFromMemory(pixels, Side, Side, 3, Enums.BandFormat.Uchar);
        image.Pngsave(visible);
        using var warm = image.ExtractBand(0).Linear([10], [29000]).Cast(Enums.BandFormat.Ushort);
        warm.Pngsave(thermal);
        return new TrainingPair("p", 1, "train", thermal, visible, [-1], [.. Enumerable.Repeat(new[] { spot.X + 0.5f, spot.Y + 0.5f }, 5).SelectMany(p => p)]);
    }
}
