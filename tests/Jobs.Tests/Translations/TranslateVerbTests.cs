using System.Text;
using ThermalPortal.Data.Translations;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Tests.Decoding;
using ThermalPortal.Jobs.Translations;

namespace ThermalPortal.Jobs.Tests.Translations;

/// <summary>The real path with a tiny model of random weights: no portal, no worker.</summary>
public sealed class TranslateVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("thermalportal-").FullName;

    [Fact]
    public void Run_WholeFrame_WritesPicturesThatTheSeedMakesAgain()
    {
        string model = Model(), input = Write("in.png", Pictures.Thermal16());
        Assert.Equal(0, Run(input, "a.png", model, new TranslationOptions { Crop = CropMode.None, Steps = 2, Seed = 5, Samples = 2 }, out string told));
        Assert.Contains("seed 6", told, StringComparison.Ordinal);
        Assert.Equal(0, Run(input, "b.png", model, new TranslationOptions { Crop = CropMode.None, Steps = 2, Seed = 6 }, out _));
        byte[] first = File.ReadAllBytes(Path.Combine(_folder, "a.png")), second = File.ReadAllBytes(Path.Combine(_folder, "a-2.png"));
        Assert.NotEqual(first, second);
        Assert.Contains(ResultMetadata.Note, Encoding.Latin1.GetString(first), StringComparison.Ordinal);
        Assert.Equal(second, File.ReadAllBytes(Path.Combine(_folder, "b.png")));
    }

    [Fact]
    public void Run_NoPicture_SaysWhatToDo()
    {
        Assert.Equal(1, Run(Write("in.png", [1, 2, 3]), "a.png", Model(), new TranslationOptions { Crop = CropMode.None, Seed = 1 }, out string told));
        Assert.NotEmpty(told);
    }

    [Fact]
    public void Run_WrongOptions_AreAllNamed()
    {
        Assert.Equal(2, Run(Write("in.png", [1]), "a.png", Model(), new TranslationOptions { Steps = 0, Samples = 99, Attributes = { ["hat"] = "yes" } }, out string told));
        Assert.Contains("steps", told, StringComparison.Ordinal);
        Assert.Contains("samples", told, StringComparison.Ordinal);
        Assert.Contains("hat", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NoModel_SaysWhere()
    {
        Assert.Equal(2, Run(Write("in.png", [1]), "a.png", _folder, new TranslationOptions(), out string told));
        Assert.Contains("model.json", told, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private int Run(string input, string output, string model, TranslationOptions options, out string told)
    {
        using var words = new StringWriter();
        int code = new LocalTranslation(words, words).Run(input, Path.Combine(_folder, output), options, model, "absent.onnx", TestContext.Current.CancellationToken);
        told = words.ToString();
        return code;
    }

    private string Model()
    {
        string folder = Path.Combine(_folder, "model");
        using var networks = ModelNetworks.Create(ModelPresets.Nano);
        ModelFolder.Save(folder, networks);
        return folder;
    }

    private string Write(string name, byte[] bytes)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
