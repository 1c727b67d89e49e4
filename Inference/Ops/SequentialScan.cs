using static TorchSharp.torch;

namespace ThermalPortal.Inference.Ops;

/// <summary>
/// The selective scan written as the recurrence it is: the readable reference beside <see cref="ChunkedScan"/>.
/// <code>h_t = exp(a_t) h_(t-1) + B_t (outer) X_t      y_t = C_t h_t</code>
/// Mamba-2 form (arXiv 2405.21060): one decay a head, B and C shared by the heads. Slow: for tests and for reading.
/// </summary>
public static class SequentialScan
{
    /// <summary>Runs the recurrence over L tokens, starting from a zero state.</summary>
    /// <param name="x">dt * x, (B, L, H, P).</param>
    /// <param name="a">dt * A, not positive, (B, L, H).</param>
    /// <param name="b">What each token writes, (B, L, N).</param>
    /// <param name="c">What each token reads, (B, L, N).</param>
    /// <returns>y, (B, L, H, P), without the skip term D x.</returns>
    public static Tensor Forward(Tensor x, Tensor a, Tensor b, Tensor c)
    {
        ScanShape.Require(x, a, b, c);
        using var scope = NewDisposeScope();
        var (batch, length, heads, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        var state = zeros(batch, heads, b.shape[2], width, dtype: x.dtype, device: x.device); // (B, H, N, P)
        var outputs = new Tensor[length];
        for (var t = 0; t < length; t++)
        {
            var decay = a.select(1, t).exp().view(batch, heads, 1, 1);
            var write = b.select(1, t).view(batch, 1, -1, 1) * x.select(1, t).unsqueeze(2); // (B, H, N, P)
            state = decay * state + write;
            outputs[t] = (c.select(1, t).view(batch, 1, -1, 1) * state).sum(2); // (B, H, P)
        }
        return stack(outputs, 1).MoveToOuterDisposeScope();
    }
}
