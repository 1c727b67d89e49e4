using NetVips;

namespace ThermalPortal.Benchmarks;

/// <summary>Forty pairs of noise with a manifest, to time a training with.</summary>
internal static class NoisePairs
{
    public static void Write(string data)
    {
        Directory.CreateDirectory(data);
        var rows = new List<string> { "id,split,thermal_file,visible_file,glasses" };
        for (var i = 0; i < 40; i++)
        {
            using var noise = Image.Gaussnoise(160, 160, mean: 128, sigma: 40, seed: i);
            using var visible = noise.Bandjoin(noise, noise).Cast(Enums.BandFormat.Uchar);
            using var thermal = noise.Linear([10], [29000]).Cast(Enums.BandFormat.Ushort);
            visible.Pngsave(Path.Combine(data, $"v{i}.png"));
            thermal.Pngsave(Path.Combine(data, $"t{i}.png"));
            rows.Add($"p{i},{(i < 32 ? "train" : "val")},t{i}.png,v{i}.png,{(i % 2 == 0 ? "clear" : "none")}");
        }
        File.WriteAllLines(Path.Combine(data, "manifest.csv"), rows);
    }
}
