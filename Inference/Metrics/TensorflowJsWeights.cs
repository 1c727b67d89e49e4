using System.Text.Json;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics;

/// <summary>Reads float32 weights in the layers format of TensorFlow.js: model.json names groups of shard files.</summary>
internal static class TensorflowJsWeights
{
    /// <summary>
    /// Tensors by name, such as <c>block1_conv1/kernel</c>, in the layout of the file (kernels are HWIO).
    /// Groups whose shards are absent are left out: a folder may hold the first layers only.
    /// </summary>
    public static Dictionary<string, Tensor> Read(string folder)
    {
        var weights = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        using var model = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "model.json")));
        foreach (var group in model.RootElement.GetProperty("weightsManifest").EnumerateArray())
        {
            string[] shards = [.. group.GetProperty("paths").EnumerateArray().Select(p => Path.Combine(folder, p.GetString()!))];
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
            if (entry.GetProperty("dtype").GetString() != "float32" || entry.TryGetProperty("quantization", out _))
                throw new InvalidDataException($"Weight {name} is not plain float32.");
            long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
            var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
            if (offset + values.Length * sizeof(float) > bytes.Length)
                throw new InvalidDataException($"The shards end inside weight {name}.");
            Buffer.BlockCopy(bytes, offset, values, 0, values.Length * sizeof(float));
            offset += values.Length * sizeof(float);
            weights.Add(name, tensor(values).view(shape));
        }
    }
}
