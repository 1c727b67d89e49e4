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
    public void Load_SavedCodebook_HasTheSameCodesAndPictures()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var networks = ModelNetworks.Create(ModelPresets.Nano with { Autoencoder = ModelPresets.Nano.Autoencoder with { Codebook = 8 } });
        foreach (var parameter in networks.Autoencoder.parameters())
            parameter.copy_(parameter.to_type(ScalarType.Float16)); // what is saved
        ModelFolder.Save(_folder, networks);
        using var loaded = ModelFolder.Load(_folder);
        Assert.Equal(8, loaded.Options.Autoencoder.Codebook);
        Assert.Contains("_quantizer._codebook", loaded.Autoencoder.state_dict().Keys);
        foreach (var (name, value) in networks.Autoencoder.state_dict())
            Assert.True(value.equal(loaded.Autoencoder.state_dict()[name]).all().item<bool>(), name);
        var x = rand(2, 3, 32, 32) * 2 - 1;
        TensorAssert.Close(networks.Autoencoder.forward(x), loaded.Autoencoder.forward(x), 0);
    }

    [Fact]
    public void ReadOptions_WrittenBeforeThereWereCodebooks_HasNone()
    {
        using var networks = ModelNetworks.Create(ModelPresets.Nano);
        ModelFolder.Save(_folder, networks);
        var path = Path.Combine(_folder, "model.json");
        var lines = File.ReadAllLines(path);
        File.WriteAllLines(path, lines.Where(l => !l.Contains("\"codebook\"", StringComparison.Ordinal)));
        Assert.True(File.ReadAllLines(path).Length < lines.Length);
        Assert.Null(ModelFolder.ReadOptions(_folder).Autoencoder.Codebook);
        ModelFolder.Load(_folder).Dispose();
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
    public void Validate_CodebookOfOne_Throws() => Assert.Throws<ArgumentException>((ModelPresets.Nano.Autoencoder with { Codebook = 1 }).Validate);

    [Fact]
    public void Validate_AttributeOfNoUse_IsNamed() =>
        Assert.Contains("mood can neither", Assert.Throws<ArgumentException>((ModelPresets.Nano with { Attributes = new([new("sex", ["female", "male"]), new("mood", ["good", "bad"], Guides: false, Predicted: false)]) }).Validate).Message);

    [Fact]
    public void Validate_FactorsThatDiffer_NamesThem() =>
        Assert.Contains("factor", Assert.Throws<ArgumentException>((ModelPresets.Nano with { ImageSize = 64 }).Validate).Message);
}
