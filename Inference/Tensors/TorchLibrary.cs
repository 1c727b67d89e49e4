using System.Runtime.InteropServices;

namespace ThermalPortal.Inference.Tensors;

/// <summary>Loads an external libtorch, such as the <c>torch/lib</c> of a PyTorch with CUDA, before TorchSharp looks for its own.</summary>
/// <remarks>
/// Every program calls this before its first tensor. The libraries need not be visible to all: what needs them (TorchSharp's own library, Autocast) asks the loader for their names, and those are loaded by then.
/// </remarks>
public static class TorchLibrary
{
    /// <summary>Environment variable of the setting <c>Portal:Torch:LibraryPath</c>: folder with the libraries of libtorch 2.10; empty = TorchSharp's own.</summary>
    public const string Variable = "Portal__Torch__LibraryPath";

    // In the order of their needs; what an installation lacks (CUDA on a CPU build, libgomp where it lies elsewhere) is left out.
    private static readonly string[] _libraries = ["gomp", "c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"];

    /// <summary>Loads what <see cref="Variable"/> names, if anything.</summary>
    /// <exception cref="InvalidDataException">It is no folder of libtorch; the message says why.</exception>
    public static void Load() => LoadFrom(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Loads the libraries of a folder; null or empty: TorchSharp's own are left to it.</summary>
    internal static void LoadFrom(string? folder)
    {
        if (string.IsNullOrEmpty(folder))
            return;
        if (!Directory.Exists(folder))
            throw new InvalidDataException($"{Variable} names '{folder}', which does not exist.");
        var files = _libraries.ToDictionary(name => name, name => Find(folder, name));
        if (files["torch_cpu"] is null)
            throw new InvalidDataException($"{Variable} names '{folder}', which holds no libtorch: torch_cpu is missing.");
        foreach (var name in _libraries)
            if (files[name] is { } file)
                LoadFile(file);
    }

    private static string? Find(string folder, string name)
    {
        var pattern = OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}*.so*";
        return Directory.EnumerateFiles(Path.GetFullPath(folder), pattern).Order(StringComparer.Ordinal).FirstOrDefault(file => IsLibrary(file, name));
    }

    // libgomp-a34b3233.so.1 is gomp; libtorch_cpu.so is not torch.
    private static bool IsLibrary(string file, string name) =>
        Path.GetFileName(file).Split('.')[0] is var stem && (stem == name || stem == "lib" + name || stem.StartsWith($"lib{name}-", StringComparison.Ordinal));

    private static void LoadFile(string file)
    {
        try
        {
            NativeLibrary.Load(file);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new InvalidDataException($"{file}, of the folder {Variable} names, cannot be loaded: {e.Message}", e);
        }
    }
}
