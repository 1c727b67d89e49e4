using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// Reads the official linear heads of LPIPS 0.1 (BSD-2-Clause). They are PyTorch files of 2018: a pickle, never executed here, then each array as a 64-bit count and little-endian floats.
/// Only the official files are taken, known by hash, so the order of their arrays is known too.
/// </summary>
internal static class LpipsHeads
{
    /// <summary>One weight a channel for each compared layer, from the finest.</summary>
    /// <exception cref="InvalidDataException">The file is missing or is not the official one.</exception>
    public static float[][] Read(string folder, LpipsBackbone backbone)
    {
        var path = Path.Combine(folder, backbone.HeadsFile);
        if (!File.Exists(path))
            throw new InvalidDataException($"LPIPS needs its linear heads for {backbone.Name}: put {backbone.HeadsFile} of version 0.1 into {folder}.");
        var bytes = File.ReadAllBytes(path);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != backbone.HeadsSha256)
            throw new InvalidDataException($"{path} is not the official file of LPIPS 0.1 (its SHA-256 differs).");
        var stored = new Range[backbone.Widths.Count];
        var end = bytes.Length;
        for (var place = stored.Length - 1; place >= 0; place--) // the arrays are the end of the file
        {
            var start = end - sizeof(float) * (int)backbone.Widths[Head(backbone, place)];
            stored[place] = start..end;
            end = start - sizeof(long);
        }
        return [.. backbone.HeadPlaces.Select(place => MemoryMarshal.Cast<byte, float>(bytes.AsSpan(stored[place])).ToArray())];
    }

    private static int Head(LpipsBackbone backbone, int place) => Enumerable.Range(0, backbone.HeadPlaces.Count).First(head => backbone.HeadPlaces[head] == place);
}
