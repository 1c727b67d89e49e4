using ThermalPortal.Inference.Tensors;

namespace ThermalPortal.Inference.Tests.Tensors;

public sealed class TorchLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("thermalportal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void LoadFrom_Nothing_LeavesTorchSharpItsOwn()
    {
        TorchLibrary.LoadFrom(null);
        TorchLibrary.LoadFrom("");
    }

    [Fact]
    public void LoadFrom_NoFolder_SaysWhichSettingNamesIt() =>
        Assert.Contains(TorchLibrary.Variable, Assert.Throws<InvalidDataException>(() => TorchLibrary.LoadFrom(Path.Combine(_folder, "absent"))).Message, StringComparison.Ordinal);

    [Fact]
    public void LoadFrom_FolderWithoutLibtorch_SaysWhatIsMissing()
    {
        File.WriteAllText(Path.Combine(_folder, "libtorch_cpu_else.so"), "no library");
        Assert.Contains("torch_cpu is missing", Assert.Throws<InvalidDataException>(() => TorchLibrary.LoadFrom(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadFrom_BrokenLibrary_NamesTheFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Names of files are Linux's here.");
        File.WriteAllText(Path.Combine(_folder, "libtorch_cpu.so"), "no library");
        Assert.Contains("libtorch_cpu.so", Assert.Throws<InvalidDataException>(() => TorchLibrary.LoadFrom(_folder)).Message, StringComparison.Ordinal);
    }
}
