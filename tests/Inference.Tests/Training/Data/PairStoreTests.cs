using NetVips;
using ThermalPortal.Inference.Training.Data;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training.Data;

public sealed class PairStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory, InlineData(40, 40), InlineData(80, 60), InlineData(31, 57)]
    public void Load_PicturesOfAnySize_KeepsTemperaturesAndColours(int width, int height)
    {
        var (thermal, visible) = (Path.Combine(_root, "t.png"), Path.Combine(_root, "v.png"));
        using var warm = (Image.Xyz(width, height)[1] * 10 + 30315).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16); // 30 degrees C, a tenth more each row
        warm.Pngsave(thermal);
        using var red = Image.Black(width, height, bands: 3).Linear([1.0, 1, 1], [200.0, 20, 10]).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        red.Pngsave(visible);
        using var store = PairStore.Load([[new TrainingPair("somebody", 1, "train", thermal, visible, [-1], null)]], 40);
        Assert.Equal([1, 1, 40, 40], store.Thermal.shape);
        Assert.Equal([1, 3, 40, 40], store.Visible.shape);
        var rows = store.Thermal.to_type(ScalarType.Float32)[0, 0].mean([1]).data<float>().ToArray(); // above the coldest
        Assert.Equal((0, true), (rows[0], rows.Zip(rows.Skip(1)).All(r => r.First < r.Second)));
        Assert.InRange(rows[^1], 0.1f * (height - 1) * 0.93f, 0.1f * (height - 1) * 1.07f); // another size begins and ends between rows
        using var wanted = tensor(new[] { 200f, 20, 10 });
        Assert.InRange((store.Visible.to_type(ScalarType.Float32).flatten(2)[0] - wanted.unsqueeze(1)).abs().max().item<float>(), 0, 1.01f);
    }

    /// <summary>An 8-bit picture read as hundredths of a kelvin lies at -273 C, where half precision has steps of a quarter.</summary>
    [Fact]
    public void Load_EightBitThermal_KeepsAllItsLevels()
    {
        var (thermal, visible) = (Path.Combine(_root, "t.png"), Path.Combine(_root, "v.png"));
        using var levels = (Image.Xyz(16, 16)[0] + 16 * Image.Xyz(16, 16)[1]).Cast(Enums.BandFormat.Uchar);
        levels.Pngsave(thermal);
        using var black = Image.Black(16, 16, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb);
        black.Pngsave(visible);
        using var store = PairStore.Load([[new TrainingPair("somebody", 1, "train", thermal, visible, [-1], null)]], 16);
        Assert.Equal(256, store.Thermal.data<Half>().ToArray().Distinct().Count());
    }
}
