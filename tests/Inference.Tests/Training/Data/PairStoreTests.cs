using NetVips;
using ThermalPortal.Inference.Attributes;
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
        using var warm = (Image.Black(width, height) + 30315).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16); // 30 degrees C
        warm.Pngsave(thermal);
        using var red = Image.Black(width, height, bands: 3).Linear([1.0, 1, 1], [200.0, 20, 10]).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        red.Pngsave(visible);
        using var store = PairStore.Load([[new TrainingPair("somebody", 1, "train", thermal, visible, [-1], null)]], 40);
        Assert.Equal([1, 1, 40, 40], store.Thermal.shape);
        Assert.Equal([1, 3, 40, 40], store.Visible.shape);
        Assert.InRange((store.Thermal.to_type(ScalarType.Float32) - 30).abs().max().item<float>(), 0, 0.02f);
        using var wanted = tensor(new[] { 200f, 20, 10 });
        Assert.InRange((store.Visible.to_type(ScalarType.Float32).flatten(2)[0] - wanted.unsqueeze(1)).abs().max().item<float>(), 0, 1.01f);
    }

    [Theory, InlineData("deci_kelvin", 3031, 29.95f), InlineData("counts", 3031, 3031), InlineData("", 30315, 30)]
    public void Load_ScaleOfTheManifest_IsWhatTheNumbersAreReadWith(string word, int stored, float expected)
    {
        using var thermal = (Image.Black(8, 8) + stored).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16);
        thermal.Pngsave(Path.Combine(_root, "t.png"));
        using var visible = Image.Black(8, 8, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb);
        visible.Pngsave(Path.Combine(_root, "v.png"));
        File.WriteAllText(Path.Combine(_root, "manifest.csv"), $"id,split,thermal_file,visible_file,thermal_scale\np1,train,t.png,v.png,{word}\n");
        using var store = PairStore.Load([Manifest.Read(_root, AttributeSchema.Default)], 8);
        Assert.InRange(store.Thermal.to_type(ScalarType.Float32).mean().item<float>() - expected, -1, 1);
        File.WriteAllText(Path.Combine(_root, "manifest.csv"), "id,split,thermal_file,visible_file,thermal_scale\np1,train,t.png,v.png,furlong\n");
        Assert.Contains("furlong", Assert.Throws<InvalidDataException>(() => Manifest.Read(_root, AttributeSchema.Default)).Message, StringComparison.Ordinal);
    }
}
