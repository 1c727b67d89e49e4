using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>The shipped sample faces: rendered, of nobody. <c>wwwroot/samples/NN.png</c> is 16-bit thermal in 0.01 K; beside it its
/// palette preview and the rendered visible truth.</summary>
public sealed class SampleLibrary(IWebHostEnvironment environment)
{
    /// <summary>How many samples are shipped.</summary>
    public const int Count = 12;

    private readonly Lazy<Dictionary<string, int>> _numbersByHash = new(() => Numbers.ToDictionary(n => HashOf(environment.WebRootFileProvider, n), n => n));

    /// <summary>Numbers of the samples, from 1.</summary>
    public static IEnumerable<int> Numbers => Enumerable.Range(1, Count);

    public static string FileName(int number) => string.Create(CultureInfo.InvariantCulture, $"sample-{number:00}.png");

    public static string ThermalUrl(int number) => string.Create(CultureInfo.InvariantCulture, $"samples/{number:00}-thermal.webp");

    public static string TruthUrl(int number) => string.Create(CultureInfo.InvariantCulture, $"samples/{number:00}-true.webp");

    /// <summary>The thermal picture's bytes.</summary>
    public Stream OpenRead(int number) => FileOf(environment.WebRootFileProvider, number).CreateReadStream();

    /// <summary>Which sample has exactly these bytes; null: none.</summary>
    public int? NumberOf(string sha256) => _numbersByHash.Value.TryGetValue(sha256, out var number) ? number : null;

    private static IFileInfo FileOf(IFileProvider files, int number) => files.GetFileInfo(string.Create(CultureInfo.InvariantCulture, $"samples/{number:00}.png"));

    private static string HashOf(IFileProvider files, int number)
    {
        using var content = FileOf(files, number).CreateReadStream();
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
