using System.Text.RegularExpressions;

namespace ThermalPortal.Data.Datasets.Naming;

/// <summary>Words and patterns in paths.</summary>
internal static class Paths
{
    private static readonly HashSet<string> Thermal = new(StringComparer.OrdinalIgnoreCase) { "thermal", "th", "thr", "ir", "lwir", "a", "trainA", "testA", "valA" };
    private static readonly HashSet<string> Visible = new(StringComparer.OrdinalIgnoreCase) { "visible", "vis", "rgb", "b", "trainB", "testB", "valB" };
    private static readonly HashSet<string> Pictures = new(StringComparer.OrdinalIgnoreCase) { ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".npy", ".raw" };

    /// <summary>Takes time linear in the path, whatever the pattern: patterns may come from people.</summary>
    /// <exception cref="ArgumentException">The pattern is broken, or needs looking around or back, which cannot be bounded.</exception>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException($"This pattern uses something that could take for ever (look-around, back reference): {e.Message}", nameof(pattern), e);
        }
    }

    /// <summary>What a word such as <c>LWIR</c> or <c>rgb</c> says; unknown when it says nothing.</summary>
    public static Modality ModalityOf(string word) => Thermal.Contains(word) ? Modality.Thermal : Visible.Contains(word) ? Modality.Visible : Modality.Unknown;

    /// <summary>The part a data set's own word means: train, val or test; null for any other word.</summary>
    public static string? SplitName(string? word) => word?.ToUpperInvariant() switch
    {
        "TRAIN" or "TRAINA" or "TRAINB" or "DEV" => "train",
        "VAL" or "VALID" or "VALIDATION" or "VALA" or "VALB" => "val",
        "TEST" or "TESTA" or "TESTB" => "test",
        _ => null,
    };

    public static bool IsPicture(string path) => Pictures.Contains(Path.GetExtension(path));
}
