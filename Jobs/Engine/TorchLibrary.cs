using System.Runtime.InteropServices;

namespace ThermalPortal.Jobs.Engine;

/// <summary>Loads an external libtorch before TorchSharp looks for its own (<c>Portal:Torch:LibraryPath</c>).</summary>
internal static class TorchLibrary
{
    public const string Key = "Portal:Torch:LibraryPath";

    // In the order of their needs; what an installation lacks (CUDA on a CPU build) is left out.
    private static readonly string[] _libraries = ["gomp", "c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"];

    /// <param name="folder">Folder with the libraries of a matching version; null or empty: TorchSharp's own.</param>
    public static void LoadFrom(string? folder)
    {
        if (string.IsNullOrEmpty(folder)) return;
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{Key} names '{folder}', which does not exist.");
        foreach (string name in _libraries)
        {
            string pattern = OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}*.so*";
            if (Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).FirstOrDefault(f => IsLibrary(f, name)) is { } file)
                NativeLibrary.Load(file);
        }
    }

    // libgomp-a34b3233.so.1 is gomp; libtorch_cpu.so is not torch.
    private static bool IsLibrary(string file, string name) =>
        Path.GetFileName(file).Split('.')[0] is var stem && (stem == name || stem == "lib" + name || stem.StartsWith($"lib{name}-", StringComparison.Ordinal));
}
