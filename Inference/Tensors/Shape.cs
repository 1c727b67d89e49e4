using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tensors;

/// <summary>Checks tensor shapes at the borders of public methods.</summary>
public static class Shape
{
    /// <summary>Throws <see cref="ArgumentException"/> unless <paramref name="x"/> has <paramref name="expected"/> shape; -1 matches any size.</summary>
    public static void Require(Tensor x, string name, params ReadOnlySpan<long> expected)
    {
        var actual = x.shape;
        var fits = actual.Length == expected.Length;
        for (var i = 0; fits && i < actual.Length; i++)
            fits = expected[i] == -1 || expected[i] == actual[i];
        if (!fits)
            throw new ArgumentException($"{name} has shape ({string.Join(", ", actual)}); expected ({string.Join(", ", expected.ToArray())}), -1 = any.", name);
    }
}
