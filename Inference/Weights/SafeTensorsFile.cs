using System.Buffers.Binary;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Weights;

/// <summary>
/// Reads and writes safetensors files: u64 header length, JSON header, raw little-endian tensor data.
/// The header is capped and every offset is checked before a byte is used; nothing in the file is ever executed.
/// </summary>
public static class SafeTensorsFile
{
    private const int MaxHeaderBytes = 16 << 20;
    private const string MetadataKey = "__metadata__";

    private static readonly Dictionary<string, ScalarType> s_types = new()
    {
        ["F32"] = ScalarType.Float32, ["F16"] = ScalarType.Float16, ["BF16"] = ScalarType.BFloat16,
        ["F64"] = ScalarType.Float64, ["I64"] = ScalarType.Int64, ["I32"] = ScalarType.Int32, ["U8"] = ScalarType.Byte,
    };

    /// <summary>Writes <paramref name="tensors"/> in name order, floats as <paramref name="floatType"/> when given.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null, ScalarType? floatType = null)
    {
        using var scope = NewDisposeScope();
        var header = new SortedDictionary<string, object>(StringComparer.Ordinal);
        if (metadata is { Count: > 0 })
            header[MetadataKey] = metadata;
        var ordered = new List<Tensor>();
        long offset = 0;
        foreach (var (name, tensor) in tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            var t = tensor.detach().cpu();
            t = (floatType is { } type && t.is_floating_point() ? t.to_type(type) : t).contiguous();
            var bytes = t.numel() * t.element_size();
            header[name] = new Entry(TypeName(t.dtype), t.shape, [offset, offset + bytes]);
            ordered.Add(t);
            offset += bytes;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header, s_json);
        var padded = (json.Length + 7) / 8 * 8;
        using var file = File.Create(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, padded);
        file.Write(length);
        file.Write(json);
        for (var i = json.Length; i < padded; i++)
            file.WriteByte((byte)' ');
        foreach (var t in ordered)
            file.Write(t.bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Reads every tensor of the file on the CPU in its stored type.</summary>
    /// <exception cref="InvalidDataException">The file is not well-formed safetensors.</exception>
    public static Dictionary<string, Tensor> Read(string path) => Read(path, out _);

    /// <inheritdoc cref="Read(string)"/>
    public static Dictionary<string, Tensor> Read(string path, out IReadOnlyDictionary<string, string> metadata)
    {
        using var file = File.OpenRead(path);
        Span<byte> length = stackalloc byte[8];
        if (file.ReadAtLeast(length, 8, throwOnEndOfStream: false) < 8)
            throw Bad(path, "shorter than its 8-byte header length");
        var headerBytes = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (headerBytes is < 2 or > MaxHeaderBytes || headerBytes > file.Length - 8)
            throw Bad(path, $"header length {headerBytes} does not fit a file of {file.Length} bytes");
        var json = new byte[headerBytes];
        file.ReadExactly(json);
        var start = 8 + headerBytes;
        var (entries, texts) = ParseHeader(path, json);
        metadata = texts;
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, entry) in entries)
            tensors[name] = ReadTensor(path, file, start, name, entry);
        return tensors;
    }

    private static (Dictionary<string, Entry> Entries, Dictionary<string, string> Metadata) ParseHeader(string path, byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == MetadataKey)
                    metadata = property.Value.Deserialize<Dictionary<string, string>>(s_json)!;
                else
                    entries[property.Name] = property.Value.Deserialize<Entry>(s_json)!;
            }
            return (entries, metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Bad(path, "header is not the expected JSON: " + e.Message);
        }
    }

    private static Tensor ReadTensor(string path, FileStream file, long start, string name, Entry entry)
    {
        if (entry.Dtype is null || !s_types.TryGetValue(entry.Dtype, out var type))
            throw Bad(path, $"tensor {name} has unknown type {entry.Dtype}");
        if (entry.Shape is null || entry.Shape.Any(d => d < 0) || entry.DataOffsets is not { Length: 2 } offsets)
            throw Bad(path, $"tensor {name} has no valid shape or offsets");
        var tensor = empty(entry.Shape, dtype: type);
        var bytes = tensor.numel() * tensor.element_size();
        if (offsets[0] < 0 || offsets[1] - offsets[0] != bytes || start + offsets[1] > file.Length)
            throw Bad(path, $"tensor {name} lies at {offsets[0]}..{offsets[1]}, outside the file or not {bytes} bytes");
        var data = new byte[bytes];
        file.Position = start + offsets[0];
        file.ReadExactly(data);
        if (bytes > 0)
            tensor.bytes = data;
        return tensor;
    }

    private static string TypeName(ScalarType type) => s_types.First(t => t.Value == type).Key;

    private static InvalidDataException Bad(string path, string what) => new($"{Path.GetFileName(path)} is not a valid safetensors file: {what}.");

    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private sealed record Entry(string? Dtype, long[]? Shape, long[]? DataOffsets);
}
