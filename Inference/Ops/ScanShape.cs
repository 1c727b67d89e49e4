using static TorchSharp.torch;

namespace ThermalPortal.Inference.Ops;

/// <summary>The shapes every selective scan agrees on.</summary>
internal static class ScanShape
{
    /// <summary>Throws unless x is (B, L, H, P), a (B, L, H), b and c (B, L, N).</summary>
    public static void Require(Tensor x, Tensor a, Tensor b, Tensor c)
    {
        var fits = x.dim() == 4 && a.dim() == 3 && b.dim() == 3
            && a.shape.AsSpan().SequenceEqual(x.shape.AsSpan(0, 3))
            && b.shape.AsSpan(0, 2).SequenceEqual(x.shape.AsSpan(0, 2))
            && c.shape.AsSpan().SequenceEqual(b.shape);
        if (!fits)
            throw new ArgumentException("A scan takes x (B,L,H,P), a (B,L,H), b and c (B,L,N); got "
                + $"x ({string.Join(',', x.shape)}), a ({string.Join(',', a.shape)}), b ({string.Join(',', b.shape)}), c ({string.Join(',', c.shape)}).");
    }
}
