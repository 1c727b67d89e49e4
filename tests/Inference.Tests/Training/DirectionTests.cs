using NetVips;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Experiments;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Training.Data;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Training;

/// <summary>Visible in, thermal out.</summary>
[Collection(nameof(GlobalRandomness))]
public sealed class DirectionTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public DirectionTests() => TinyData.Write(_root);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Load_OtherDirection_GivesLuminanceAndWantsGreyHeat()
    {
        using var scope = NewDisposeScope();
        var pairs = Manifest.Read(Path.Combine(_root, "data"), AttributeSchema.Default);
        using var forth = PairStore.Load([pairs], 40);
        using var back = PairStore.Load([pairs], 40, TranslationDirection.VisibleToThermal);
        // Both pictures are the same noise: its luminance is the noise itself, its heat an increasing function of it.
        Assert.InRange((back.Thermal.to_type(ScalarType.Float32) - forth.Visible.narrow(1, 0, 1).to_type(ScalarType.Float32)).abs().mean().item<float>(), 0, 1); // rounding
        Assert.True(back.Visible[.., 0].eq(back.Visible[.., 2]).all().item<bool>());
        var heat = PercentileRange.Normalize(forth.Thermal.to_type(ScalarType.Float32));
        Assert.InRange((back.Visible.narrow(1, 0, 1).to_type(ScalarType.Float32) / 127.5 - 1 - heat).abs().max().item<float>(), 0, 0.03);
    }

    /// <summary>The way of its use: train it, make partners for visible faces, train on them; and it cannot be taken for a model of the usual direction.</summary>
    [Fact]
    public void Partners_OfATrainedModel_CanBeTrainedOn()
    {
        var model = Train("back", Path.Combine(_root, "data"), TranslationDirection.VisibleToThermal);
        var wrong = Assert.Throws<InvalidDataException>(() => ThermalToVisible.Load(model));
        Assert.Contains("makes thermal pictures", wrong.Message, StringComparison.Ordinal);
        var partners = Path.Combine(_root, "partners");
        using (var back = VisibleToThermal.Load(model))
        {
            Assert.Equal(12, new ThermalPartners(back, new() { Steps = 1 }).Write(Path.Combine(_root, "data"), partners, CancellationToken.None));
            Assert.All(back.Translate([new(2, 2, new byte[12])], [1], new() { Steps = 1 }), heat => Assert.All(heat, v => Assert.InRange(v, 0, 1)));
        }
        var rows = Manifest.Read(partners, AttributeSchema.Default);
        Assert.Equal(Manifest.Read(Path.Combine(_root, "data"), AttributeSchema.Default).Select(p => (p.Split, string.Join(' ', p.Labels))), rows.Select(p => (p.Split, string.Join(' ', p.Labels))));
        using var made = Image.NewFromFile(rows[0].Thermal);
        Assert.Equal((32, "ushort"), (made.Width, made.Format.ToString().ToLowerInvariant()));
        using var usual = ThermalToVisible.Load(Train("forth", partners, TranslationDirection.ThermalToVisible));
        Assert.Throws<InvalidDataException>(() => VisibleToThermal.Load(Path.Combine(_root, "forth", "model")));
    }

    [Fact]
    public void Partners_FolderWithoutManifest_SaysWhatIsMissing()
    {
        using var back = VisibleToThermal.Load(Train("back", Path.Combine(_root, "data"), TranslationDirection.VisibleToThermal));
        var empty = Directory.CreateDirectory(Path.Combine(_root, "empty")).FullName;
        Assert.Contains("no manifest.csv", Assert.Throws<InvalidDataException>(() => new ThermalPartners(back, new()).Write(empty, Path.Combine(_root, "out"), CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_GuideOrStudent_IsRefusedForThermalPictures()
    {
        var back = ModelPresets.Nano with { Direction = TranslationDirection.VisibleToThermal };
        back.Validate();
        Assert.Throws<ArgumentException>((back with { Denoiser = back.Denoiser with { Guided = true } }).Validate);
    }

    private string Train(string name, string data, TranslationDirection direction)
    {
        var folder = Path.Combine(_root, name);
        Assert.True(new ModelTraining(new()
        {
            DataFolders = [data], Folder = folder, Model = ModelPresets.Nano with { Direction = direction }, AutoencoderSteps = 1, AttributeSteps = 0, IdentitySteps = 0, EstimateSteps = 1, TeacherSteps = 0,
            GuideSteps = 0, DiffusionSteps = 1, BatchSize = 2, StoreSize = 40,
        }).Run(CancellationToken.None));
        return Path.Combine(folder, "model");
    }
}
