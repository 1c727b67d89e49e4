using System.Security.Cryptography;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>
/// All that decides the figures of a data set but the systems: which pictures, whose, with which seeds, what measures them and how. Written as <c>protocol.json</c> beside every report;
/// given back (<see cref="EvaluationOptions.Following"/>), exactly these pictures are scored in this way, or nothing is.
/// </summary>
public sealed record FrozenProtocol
{
    /// <summary>Name of its file.</summary>
    public const string FileName = "protocol.json";

    /// <summary>How this program measures. A file that says something else cannot be followed.</summary>
    public static IReadOnlyDictionary<string, string> OwnRules { get; } = new Dictionary<string, string>
    {
        ["picture"] = "whole frame, no face crop; bilinear over the area of a pixel; sRGB of 8 bits, rounded; grey = .299 R + .587 G + .114 B",
        ["psnr"] = "10 log10(255^2 / MSE), mean over pictures",
        ["ssim"] = "Gaussian window 11 x 11, deviation 1.5, K .01 and .03, range 255, valid area; RGB = mean of the channels",
        ["identity"] = "gallery = true visible pictures of the first session, probes = made pictures of the last, closed set, cosine; Rank-1: the nearest gallery picture shows the same person; EER, AUC, TAR over all pairs",
        ["interval"] = "95 %, percentile bootstrap over people, the same draws each time",
    };

    /// <summary>Name of the data set (its folder).</summary>
    public required string Set { get; init; }

    /// <summary>Split of the manifest.</summary>
    public required string Split { get; init; }

    /// <summary>Side of all pictures, pixels.</summary>
    public required int Size { get; init; }

    /// <summary>Seed of the first picture; the others count up.</summary>
    public required long FirstSeed { get; init; }

    /// <summary>Draws of each bootstrap.</summary>
    public required int Resamples { get; init; }

    /// <summary>SHA-256 of the recognition net; null = no identity figures.</summary>
    public string? IdentityJudgeSha256 { get; init; }

    /// <summary>SHA-256 of the perceptual weights; null = no PD-VGG19.</summary>
    public string? PerceptualSha256 { get; init; }

    /// <summary>SHA-256 of the LPIPS backbone; null = no LPIPS.</summary>
    public string? LpipsSha256 { get; init; }

    /// <summary>SHA-256 of the Inception weights; null = no FID.</summary>
    public string? InceptionSha256 { get; init; }

    /// <summary>How it is measured, <see cref="OwnRules"/>.</summary>
    public IReadOnlyDictionary<string, string> Rules { get; init; } = OwnRules;

    /// <summary>The pairs in the order they are given to systems.</summary>
    public required IReadOnlyList<FrozenPicture> Pictures { get; init; }

    /// <summary>Name of the data set in a folder.</summary>
    internal static string SetOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    /// <summary>What an evaluation is about to do.</summary>
    internal static FrozenProtocol Of(string folder, IReadOnlyList<EvaluationFrame> frames, EvaluationOptions options, Judges judges) => new()
    {
        Set = SetOf(folder), Split = options.Split, Size = options.Size, FirstSeed = options.FirstSeed, Resamples = options.Resamples,
        IdentityJudgeSha256 = judges.Identity?.Sha256, PerceptualSha256 = judges.Perceptual?.WeightsSha256, LpipsSha256 = judges.Lpips?.BackboneSha256, InceptionSha256 = judges.Inception?.Sha256,
        Pictures = [.. frames.Select(f => new FrozenPicture(Name(folder, f.ThermalFile), Hash(f.ThermalFile), Name(folder, f.VisibleFile), Hash(f.VisibleFile), f.Identity, f.Session))],
    };

    /// <summary>Throws with the first thing in which <paramref name="now"/>, what would be done, is not what this says.</summary>
    /// <exception cref="InvalidDataException">The message says what differs and what to do.</exception>
    internal void Expect(FrozenProtocol now)
    {
        Same("the split", Split, now.Split);
        Same("the size in pixels", Size, now.Size);
        Same("the first seed", FirstSeed, now.FirstSeed);
        Same("the number of resamples", Resamples, now.Resamples);
        Same("the recognition net (SHA-256)", IdentityJudgeSha256 ?? "none", now.IdentityJudgeSha256 ?? "none");
        Same("the perceptual weights (SHA-256)", PerceptualSha256 ?? "none", now.PerceptualSha256 ?? "none");
        Same("the LPIPS backbone (SHA-256)", LpipsSha256 ?? "none", now.LpipsSha256 ?? "none");
        Same("the Inception weights (SHA-256)", InceptionSha256 ?? "none", now.InceptionSha256 ?? "none");
        foreach (var (name, rule) in now.Rules)
            Same($"the rule '{name}'", Rules.GetValueOrDefault(name, "none"), rule);
        Same("the number of pictures", Pictures.Count, now.Pictures.Count);
        foreach (var (own, other) in Pictures.Zip(now.Pictures))
            Same($"the picture {own.Thermal}", own, other);

        void Same<T>(string what, T frozen, T found)
        {
            if (!EqualityComparer<T>.Default.Equals(frozen, found))
                throw new InvalidDataException($"The protocol of {Set} cannot be followed: {what} differs, {frozen} in the file, {found} here. Give the data and nets it was made with, or score without it.");
        }
    }

    /// <summary>The rows it names, in its order.</summary>
    /// <exception cref="InvalidDataException">A row is gone.</exception>
    internal IReadOnlyList<EvaluationFrame> Choose(string folder, IReadOnlyList<EvaluationFrame> frames)
    {
        var known = frames.ToLookup(f => Name(folder, f.ThermalFile));
        return [.. Pictures.Select(p => known[p.Thermal].FirstOrDefault() ?? throw new InvalidDataException($"The protocol of {Set} names {p.Thermal}, which the manifest of {folder} does not have in the split '{Split}'."))];
    }

    private static string Name(string folder, string file) => Path.GetRelativePath(folder, file).Replace('\\', '/');

    private static string Hash(string file)
    {
        if (!File.Exists(file))
            throw new InvalidDataException($"{file} is in the manifest but not in the folder.");
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
