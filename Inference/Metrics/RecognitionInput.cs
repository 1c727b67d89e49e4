using System.Text.Json;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// How a recognition net of the ArcFace kind wants its 112-pixel squares: (value / 255 - mean) / deviation for each channel, in RGB or BGR. Read from a JSON file beside the ONNX file, of the same name with <c>.json</c>, such as
/// <c>{ "mean": [0.5, 0.5, 0.5], "deviation": [0.5, 0.5, 0.5], "bgr": true }</c>; without one the net is taken for MobileFaceNet.
/// </summary>
public sealed record RecognitionInput
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Mean of each channel in the net's order, as a share of 255.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [.485f, .456f, .406f];

    /// <summary>Deviation of each channel in the net's order, as a share of 255.</summary>
    public IReadOnlyList<float> Deviation { get; init; } = [.229f, .224f, .225f];

    /// <summary>Whether the first channel is blue.</summary>
    public bool Bgr { get; init; }

    /// <summary>Reads the description beside a net.</summary>
    /// <exception cref="InvalidDataException">There is one, but it cannot be used; the message says why.</exception>
    public static RecognitionInput Beside(string onnxPath)
    {
        var path = Path.ChangeExtension(onnxPath, ".json");
        if (!File.Exists(path))
            return new RecognitionInput();
        try
        {
            var input = JsonSerializer.Deserialize<RecognitionInput>(File.ReadAllText(path), Json);
            return input is { Mean.Count: 3, Deviation.Count: 3 } && input.Deviation.All(d => d > 0) ? input
                : throw new InvalidDataException($"{path} must give three means and three deviations above 0.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is no description of a recognition net's input ({e.Message}). Write {{ \"mean\": [..3], \"deviation\": [..3], \"bgr\": false }}.", e);
        }
    }
}
