using NetVips;
using ThermalPortal.Inference.Training;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Training;
using static TorchSharp.torch;

namespace ThermalPortal.Jobs.Tests.Training;

/// <summary>A whole training with the identity student and its true teacher.</summary>
public sealed class IdentityTrainingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Run_WithIdentity_TheModelHoldsTheStudentAsItWasTrained()
    {
        WriteData();
        var nano = ModelPresets.Nano with { Denoiser = ModelPresets.Nano.Denoiser with { Identity = true } };
        Assert.True(new ModelTraining(new()
        {
            DataFolders = [_root], Folder = Path.Combine(_root, "run"), Model = nano, Loss = new() { IdentityFolder = TrainCommand.IdentityFolder },
            AutoencoderSteps = 1, AttributeSteps = 1, IdentitySteps = 3, EstimateSteps = 3, DiffusionSteps = 3, BatchSize = 2, StoreSize = 40,
        }).Run(CancellationToken.None));

        using var scope = NewDisposeScope();
        using var model = ModelFolder.Load(Path.Combine(_root, "run", "model"));
        Assert.True(model.Options.Denoiser.Identity);
        var student = SafeTensorsFile.Read(Path.Combine(_root, "run", "identity", "checkpoint", "average.safetensors"));
        var kept = model.Translation.state_dict().Where(p => p.Key.StartsWith("_descriptor.", StringComparison.Ordinal)).ToDictionary(p => p.Key["_descriptor.".Length..], p => p.Value);
        Assert.Equal(student.Keys.Order(), kept.Keys.Order());
        Assert.All(kept, p => Assert.True(allclose(p.Value, student[p.Key], rtol: 1e-3, atol: 1e-6), p.Key)); // models are kept in half precision
    }

    private void WriteData()
    {
        Directory.CreateDirectory(Path.Combine(_root, "visible"));
        var rows = new List<string> { "id,split,thermal_file,glasses,leye_x,leye_y,reye_x,reye_y,nose_x,nose_y,lmouth_x,lmouth_y,rmouth_x,rmouth_y" };
        for (var i = 0; i < 6; i++)
        {
            using var noise = Image.Gaussnoise(40, 40, mean: 128, sigma: 40, seed: i);
            using var visible = noise.Bandjoin(noise, noise).Cast(Enums.BandFormat.Uchar);
            using var thermal = noise.Linear([10], [29000]).Cast(Enums.BandFormat.Ushort);
            visible.Jpegsave(Path.Combine(_root, "visible", $"p{i}.jpg"));
            thermal.Pngsave(Path.Combine(_root, $"p{i}.png"));
            rows.Add($"p{i},{(i < 4 ? "train" : "val")},p{i}.png,none,13,16,27,16,20,23,15,29,25,29");
        }
        File.WriteAllLines(Path.Combine(_root, "manifest.csv"), rows);
    }
}
