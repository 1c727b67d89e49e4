namespace ThermalPortal.Inference.Tests.Metrics;

/// <summary>Writes the few fields of the ONNX format (protocol buffers) that a net of one layer needs.</summary>
internal static class TinyOnnx
{
    /// <summary>Input x (1, 3, side, side), output y (1, 3, 1, 1): the mean of each channel.</summary>
    public static byte[] ChannelMeans(int side)
    {
        byte[] Value(string name, params int[] shape) =>
            [.. Text(1, name), .. Part(2, Part(1, [.. Number(1, 1), .. Part(2, [.. shape.SelectMany(d => Part(1, Number(1, d)))])]))];
        byte[] node = [.. Text(1, "x"), .. Text(2, "y"), .. Text(4, "GlobalAveragePool")];
        byte[] graph = [.. Part(1, node), .. Text(2, "means"), .. Part(11, Value("x", 1, 3, side, side)), .. Part(12, Value("y", 1, 3, 1, 1))];
        return [.. Number(1, 7), .. Part(7, graph), .. Part(8, Number(2, 13))]; // IR version, graph, operator set
    }

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Text(int field, string text) => Part(field, System.Text.Encoding.UTF8.GetBytes(text));

    private static byte[] Part(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
            bytes.Add((byte)(value | 128));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
