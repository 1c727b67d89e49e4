using NetVips;

namespace ThermalPortal.Inference.Tests.Training;

/// <summary>Twelve pairs of noise with a manifest, in the folder <c>data</c>: eight to train on, four to validate.</summary>
internal static class TinyData
{
    public static void Write(string root)
    {
        var data = Path.Combine(root, "data");
        Directory.CreateDirectory(Path.Combine(data, "thermal"));
        Directory.CreateDirectory(Path.Combine(data, "visible"));
        var rows = new List<string> { "id,split,thermal_file,glasses" };
        for (var i = 0; i < 12; i++)
        {
            using var noise = Image.Gaussnoise(40, 40, mean: 128, sigma: 40, seed: i);
            using var visible = noise.Bandjoin(noise, noise).Cast(Enums.BandFormat.Uchar);
            using var thermal = noise.Linear([10], [29000]).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16); // otherwise written with 8 bits
            visible.Jpegsave(Path.Combine(data, "visible", $"p{i}.jpg"));
            thermal.Pngsave(Path.Combine(data, "thermal", $"p{i}.png"));
            rows.Add($"p{i},{(i < 8 ? "train" : "val")},thermal/p{i}.png,{(i % 3 == 0 ? "clear" : i % 3 == 1 ? "none" : "")}");
        }
        File.WriteAllLines(Path.Combine(data, "manifest.csv"), rows);
    }
}
