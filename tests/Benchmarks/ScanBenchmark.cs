using System.Diagnostics;
using ThermalPortal.Inference.Ops;
using static TorchSharp.torch;

namespace ThermalPortal.Benchmarks;

/// <summary>Time of one mixer layer's core: chunked scan, sequential scan and full attention on the same tokens.</summary>
internal static class ScanBenchmark
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);
    private const int Batch = 4, Heads = 4, Width = 32, State = 16; // 128 channels, the middle of the small preset

    public static void Run(CancellationToken cancellationToken)
    {
        Console.WriteLine($"batch {Batch}, {Heads} heads of {Width}, state {State}, {get_num_threads()} threads; ms, forward | forward and backward; best of at most 5");
        Console.WriteLine("| tokens | type | chunked | attention | sequential | attention / chunked | sequential / chunked |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var tokens in new[] { 64, 256, 1024, 4096 })
            foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var (chunked, attention, sequential) = (Scan(tokens, type, ChunkedScan), Attention(tokens, type), Scan(tokens, type, SequentialScanOf));
                Console.WriteLine($"| {tokens} | {type} | {chunked} | {attention} | {sequential} | {attention.Over(chunked)} | {sequential.Over(chunked)} |");
            }
    }

    private static Tensor ChunkedScan(Tensor x, Tensor a, Tensor b, Tensor c) => Inference.Ops.ChunkedScan.Forward(x, a, b, c);

    private static Tensor SequentialScanOf(Tensor x, Tensor a, Tensor b, Tensor c) => SequentialScan.Forward(x, a, b, c);

    private static Timing Scan(int tokens, ScalarType type, Func<Tensor, Tensor, Tensor, Tensor, Tensor> scan)
    {
        var (x, a) = (Leaf(type, Batch, tokens, Heads, Width), Leaf(type, Batch, tokens, Heads));
        var (b, c) = (Leaf(type, Batch, tokens, State), Leaf(type, Batch, tokens, State));
        return Time(() => scan(x, -a.square() / 10, b, c));
    }

    private static Timing Attention(int tokens, ScalarType type)
    {
        var (q, k, v) = (Leaf(type, Batch, Heads, tokens, Width), Leaf(type, Batch, Heads, tokens, Width), Leaf(type, Batch, Heads, tokens, Width));
        return Time(() => nn.functional.scaled_dot_product_attention(q, k, v));
    }

    private static Tensor Leaf(ScalarType type, params long[] shape) => randn(shape).to(type).detach().requires_grad_();

    private static Timing Time(Func<Tensor> forward)
    {
        var (single, both) = (double.PositiveInfinity, double.PositiveInfinity);
        var spent = Stopwatch.StartNew();
        for (var i = 0; i < 6 && (i == 0 || spent.Elapsed < Enough); i++) // the first warms up
        {
            using var scope = NewDisposeScope();
            var watch = Stopwatch.StartNew();
            using (no_grad())
                forward();
            var first = watch.Elapsed.TotalMilliseconds;
            watch.Restart();
            forward().sum().backward();
            if (i > 0 || spent.Elapsed > Enough)
                (single, both) = (Math.Min(single, first), Math.Min(both, watch.Elapsed.TotalMilliseconds));
        }
        return new Timing(single, both);
    }

    private sealed record Timing(double Forward, double Both)
    {
        public string Over(Timing other) => $"{Forward / other.Forward:0.0} | {Both / other.Both:0.0}".Replace('|', '/');

        public override string ToString() => $"{Forward:0.00} / {Both:0.00}";
    }
}
