using static TorchSharp.torch;

namespace ThermalPortal.Inference.Ops;

/// <summary>One way to read the H x W tokens of a map: token k of the scan is row-major token <c>Order[k]</c>.</summary>
/// <param name="Order">Permutation of 0..H*W-1.</param>
/// <param name="Inverse">The permutation that puts the scanned tokens back in row-major order.</param>
public sealed record ScanOrder(IReadOnlyList<long> Order, IReadOnlyList<long> Inverse)
{
    internal static ScanOrder From(IEnumerable<long> order)
    {
        var forward = order.ToArray();
        var inverse = new long[forward.Length];
        for (var k = 0; k < forward.Length; k++)
            inverse[forward[k]] = k;
        return new ScanOrder(forward, inverse);
    }

    /// <summary>Int64 index (L) for <c>index_select</c> before the scan.</summary>
    public Tensor OrderTensor(Device? device = null) => tensor(Order.ToArray(), dtype: int64, device: device);

    /// <summary>Int64 index (L) for <c>index_select</c> after the scan.</summary>
    public Tensor InverseTensor(Device? device = null) => tensor(Inverse.ToArray(), dtype: int64, device: device);

    /// <summary>Tokens (B, L, C) of a map in the order of this scan.</summary>
    public Tensor Apply(Tensor tokens)
    {
        using var index = OrderTensor(tokens.device);
        return tokens.index_select(1, index);
    }

    /// <summary>Scanned tokens (B, L, C) back in row-major order.</summary>
    public Tensor Restore(Tensor scanned)
    {
        using var index = InverseTensor(scanned.device);
        return scanned.index_select(1, index);
    }
}
