using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Weights;

/// <summary>Reads weights of TensorFlow.js: a JSON file names groups of shard files; values are float32, or uint8 with a scale and an offset.</summary>
internal static class TensorflowJsWeights
{
    /// <summary>
    /// Tensors by name, such as <c>block1_conv1/kernel</c>, float32 in the layout of the file (kernels are HWIO). <paramref name="manifest"/> is a layers
    /// model (<c>weightsManifest</c> in model.json) or a bare list of groups. Groups whose shards are absent are left out: a folder may hold the first layers only.
    /// </summary>
    /// <exception cref="InvalidDataException">A weight has another type, or the shards end too early.</exception>
    public static Dictionary<string, Tensor> Read(string manifest)
    {
        var weights = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        var groups = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement : json.RootElement.GetProperty("weightsManifest");
        foreach (var group in groups.EnumerateArray())
        {
            string[] shards = [.. group.GetProperty("paths").EnumerateArray().Select(p => Path.Combine(Path.GetDirectoryName(manifest)!, p.GetString()!))];
            if (shards.All(File.Exists))
                ReadGroup(group, [.. shards.SelectMany(File.ReadAllBytes)], weights);
        }
        return weights;
    }

    private static void ReadGroup(JsonElement group, byte[] bytes, Dictionary<string, Tensor> weights)
    {
        var offset = 0;
        foreach (var entry in group.GetProperty("weights").EnumerateArray())
        {
            var name = entry.GetProperty("name").GetString()!;
            var quantized = entry.TryGetProperty("quantization", out var quantization);
            if (entry.GetProperty("dtype").GetString() != "float32" || (quantized && quantization.GetProperty("dtype").GetString() != "uint8"))
                throw new InvalidDataException($"Weight {name} is neither float32 nor float32 kept as uint8.");
            long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
            var count = (int)shape.Aggregate(1L, (product, size) => product * size);
            var size = count * (quantized ? sizeof(byte) : sizeof(float));
            if (offset + size > bytes.Length)
                throw new InvalidDataException($"The shards end inside weight {name}.");
            weights.Add(name, (quantized ? Dequantize(bytes.AsSpan(offset, size), quantization) : Floats(bytes.AsSpan(offset, size))).view(shape));
            offset += size;
        }
    }

    private static Tensor Floats(ReadOnlySpan<byte> bytes) => tensor(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray());

    private static Tensor Dequantize(ReadOnlySpan<byte> bytes, JsonElement quantization) =>
        tensor(bytes.ToArray()).to_type(ScalarType.Float32) * quantization.GetProperty("scale").GetDouble() + quantization.GetProperty("min").GetDouble();
}
