using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Tests.Engine;

/// <summary>How the stand-in model behaves, written into its folder by a test.</summary>
internal sealed record Behaviour
{
    private const string FileName = "behaviour.json";

    /// <summary>Time of one step, ms.</summary>
    public int StepMilliseconds { get; init; } = 1;

    /// <summary>The process dies when this seed is in the batch.</summary>
    public long? DiesOnSeed { get; init; }

    /// <summary>It stops for ever, deaf to cancellation.</summary>
    public bool Hangs { get; init; }

    /// <summary>It throws.</summary>
    public bool Throws { get; init; }

    public bool Dies(IReadOnlyList<TranslatorInput> inputs) => inputs.Any(i => i.Seed == DiesOnSeed);

    public static Behaviour Of(string modelFolder)
    {
        string file = Path.Combine(modelFolder, FileName);
        return File.Exists(file) ? System.Text.Json.JsonSerializer.Deserialize<Behaviour>(File.ReadAllText(file))! : new Behaviour();
    }

    public void WriteTo(string modelFolder) =>
        File.WriteAllText(Path.Combine(modelFolder, FileName), System.Text.Json.JsonSerializer.Serialize(this));
}
