using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Ops;

/// <summary>
/// The selective scan as matrix products (SSD, Mamba-2, arXiv 2405.21060 section 6): inside a chunk of Q tokens it is masked
/// attention without softmax; between chunks only the state is carried. Same values as <see cref="SequentialScan"/>.
/// Decays, their sums and the carried state are fp32; the products run in the type of x, or in what autocast says.
/// </summary>
/// <remarks>Symbols: B batch, L tokens, H heads, P head width, N state size, Q chunk, M = L/Q chunks, S running sum of a.</remarks>
public static class ChunkedScan
{
    private const int DefaultChunk = 64;
    private const int OneChunkUpTo = 256; // on a GPU, where fewer launches win; 2 CPU cores run 256 tokens 3x faster in chunks of 64

    /// <summary>Scans L tokens from a zero state. Gradients come from ordinary autograd.</summary>
    /// <param name="x">dt * x, (B, L, H, P).</param>
    /// <param name="a">dt * A, not positive, (B, L, H).</param>
    /// <param name="b">What each token writes, (B, L, N).</param>
    /// <param name="c">What each token reads, (B, L, N).</param>
    /// <param name="chunk">Tokens a chunk; 0 takes 64, on a GPU one chunk up to 256 tokens. L need not be a multiple.</param>
    /// <returns>y, (B, L, H, P), in the type of x, without the skip term D x.</returns>
    public static Tensor Forward(Tensor x, Tensor a, Tensor b, Tensor c, int chunk = 0)
    {
        ScanShape.Require(x, a, b, c);
        ArgumentOutOfRangeException.ThrowIfNegative(chunk);
        using var scope = NewDisposeScope();
        var (batch, length, heads, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        var q = Math.Min(length, chunk > 0 ? chunk : x.device_type == DeviceType.CPU || length > OneChunkUpTo ? DefaultChunk : length);
        var padding = (q - length % q) % q;
        var m = (length + padding) / q;

        var xq = Pad(x, padding).view(batch, m, q, heads, width);
        var bq = Pad(b.to(x.dtype), padding).view(batch, m, q, -1);
        var cq = Pad(c.to(x.dtype), padding).view(batch, m, q, -1);
        var s = Pad(a.to(Wide(x.dtype)), padding).view(batch, m, q, heads).cumsum(2);

        var y = InsideChunk(xq, s, bq, cq);
        if (m > 1)
            y = y + FromEarlierChunks(xq, s, bq, cq);
        return y.view(batch, m * q, heads, width).narrow(1, 0, length).to(x.dtype).MoveToOuterDisposeScope();
    }

    // Y1 = (C B^T * exp(S_i - S_j)) X over j <= i.
    private static Tensor InsideChunk(Tensor x, Tensor s, Tensor b, Tensor c)
    {
        var q = x.shape[2];
        var scores = c.matmul(b.transpose(-1, -2)).unsqueeze(2); // (B, M, 1, Q, Q), one product for all heads
        var sums = s.permute(0, 1, 3, 2); // (B, M, H, Q)
        var later = ones(q, q, dtype: ScalarType.Bool, device: x.device).triu(1);
        var gap = (sums.unsqueeze(-1) - sums.unsqueeze(-2)).masked_fill(later, double.NegativeInfinity);
        var weights = (scores * gap.exp()).to(x.dtype); // (B, M, H, Q, Q)
        return weights.matmul(x.permute(0, 1, 3, 2, 4)).permute(0, 1, 3, 2, 4).contiguous(); // (B, M, Q, H, P)
    }

    // R_0 = 0, R_(m+1) = exp(S_Q) R_m + B^T (exp(S_Q - S) X);  Y2 = exp(S) (C R_m).
    private static Tensor FromEarlierChunks(Tensor x, Tensor s, Tensor b, Tensor c)
    {
        var (batch, m, q, heads, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3], x.shape[4]);
        var wide = Wide(x.dtype);
        var total = s.narrow(2, q - 1, 1); // (B, M, 1, H)
        var decayed = (x * (total - s).exp().unsqueeze(-1)).to(x.dtype).view(batch, m, q, heads * width);
        var added = b.transpose(-1, -2).matmul(decayed).to(wide).view(batch, m, -1, heads, width); // (B, M, N, H, P)
        var keep = total.exp().unsqueeze(-1); // (B, M, 1, H, 1)

        var before = new Tensor[m];
        before[0] = zeros_like(added.select(1, 0)); // (B, N, H, P)
        for (var i = 1; i < m; i++)
            before[i] = keep.select(1, i - 1) * before[i - 1] + added.select(1, i - 1);

        var states = stack(before, 1).to(x.dtype).view(batch, m, -1, heads * width); // (B, M, N, H P)
        var read = c.matmul(states).view(batch, m, q, heads, width);
        return read * s.exp().unsqueeze(-1);
    }

    // Padding with a = 0 and x = 0 changes nothing before it.
    private static Tensor Pad(Tensor t, long tokens)
    {
        if (tokens == 0)
            return t.contiguous();
        long[] shape = [t.shape[0], tokens, .. t.shape[2..]];
        return cat([t, zeros(shape, dtype: t.dtype, device: t.device)], 1);
    }

    private static ScalarType Wide(ScalarType type) => type == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
}
