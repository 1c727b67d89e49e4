using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Weights;

public sealed class ModelFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_SavedModel_HasSameOptionsAndWeights()
    {
        using var networks = ModelNetworks.Create(ModelPresets.Nano);
        ModelFolder.Save(_folder, networks);
        using var loaded = ModelFolder.Load(_folder);
        Assert.Equal("nano", loaded.Options.Name);
        Assert.Equal(networks.Options.Denoiser.Multipliers, loaded.Options.Denoiser.Multipliers);
        foreach (var (name, value) in networks.Translation.state_dict())
            Assert.True(value.to_type(ScalarType.Float16).to_type(ScalarType.Float32).equal(loaded.Translation.state_dict()[name]).all().item<bool>(), name);
        Assert.Matches("^[0-9a-f]{64}$", ModelFolder.HashOf(_folder));
    }

    [Fact]
    public void Load_ChangedWeights_IsRefusedByHash()
    {
        using var networks = ModelNetworks.Create(ModelPresets.Nano);
        ModelFolder.Save(_folder, networks);
        var path = Path.Combine(_folder, "attributes.safetensors");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("SHA-256", Assert.Throws<InvalidDataException>(() => ModelFolder.Load(_folder)).Message);
    }

    [Fact]
    public void Load_EmptyFolder_SaysWhatIsMissing() =>
        Assert.Contains("model.json", Assert.Throws<InvalidDataException>(() => ModelFolder.Load(_folder)).Message);

    [Fact]
    public void Validate_FactorsThatDiffer_NamesThem() =>
        Assert.Contains("factor", Assert.Throws<ArgumentException>((ModelPresets.Nano with { ImageSize = 64 }).Validate).Message);
}
