using System.Globalization;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics.Evaluation;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

/// <summary>A folder of five people in two sessions each, three of them in the test split; every visible picture is of one colour.</summary>
internal sealed class MadeUpPeople : IDisposable
{
    public MadeUpPeople()
    {
        var rows = new List<string> { "id,session,split,sex,thermal_file,visible_file,leye_x,leye_y,reye_x,reye_y,nose_x,nose_y,lmouth_x,lmouth_y,rmouth_x,rmouth_y" };
        foreach (var (id, split, level) in new[] { ("a", "train", 40), ("b", "train", 80), ("c", "test", 100), ("d", "test", 140), ("e", "test", 180) })
            foreach (var session in new[] { 1, 2 })
            {
                var name = $"{id}{session}";
                File.WriteAllBytes(At(name + ".thermal.png"), PngWriter.Grey16(40, 40, [.. Enumerable.Range(0, 1600).Select(i => (ushort)(30000 + i + level))]));
                File.WriteAllBytes(At(name + ".png"), PngWriter.Rgb(new RgbImage(40, 40, [.. Enumerable.Repeat((byte)level, 4800)])));
                rows.Add(string.Create(CultureInfo.InvariantCulture, $"{id},{session},{split},{(id == "c" ? "female" : "male")},{name}.thermal.png,{name}.png,12,15,28,15,20,22,14,30,26,30"));
            }
        File.WriteAllLines(At("manifest.csv"), rows);
    }

    public static EvaluationOptions Small { get; } = new() { Size = 32, Batch = 4, Resamples = 50, Subgroups = ["sex"], SheetRows = 2 };

    public string Folder { get; } = Directory.CreateTempSubdirectory("evaluation-").FullName;

    public string At(string file) => Path.Combine(Folder, file);

    /// <summary>A system whose pictures are all of one colour.</summary>
    public static NamedTranslator Constant(string name, byte level) =>
        new(name, (batch, _) => [.. batch.Select(b => new RgbImage(b.Size, b.Size, [.. Enumerable.Repeat(level, b.Size * b.Size * 3)]))]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
