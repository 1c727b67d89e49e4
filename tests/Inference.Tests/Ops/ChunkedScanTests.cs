using ThermalPortal.Inference.Ops;
using ThermalPortal.Inference.Tensors;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Ops;

[NoTensorLeak]
public sealed class ChunkedScanTests
{
    public static TheoryData<long, int> Sizes => new()
    {
        { 1, 0 }, { 16, 0 }, { 64, 0 }, { 37, 0 }, { 256, 0 }, { 256, 256 }, { 300, 0 }, { 37, 8 }, { 64, 16 }, { 33, 1 }, { 48, 48 }, { 20, 64 },
    };

    [Theory, MemberData(nameof(Sizes))]
    public void Forward_AnyLengthAndChunk_EqualsTheSequentialLoop(long length, int chunk)
    {
        using var scope = NewDisposeScope();
        var i = ScanInputs.Make(length);
        TensorAssert.Close(SequentialScan.Forward(i.X, i.A, i.B, i.C), ChunkedScan.Forward(i.X, i.A, i.B, i.C, chunk), 1e-5);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Forward_Float64_EqualsTheSequentialLoopToRounding(long length, int chunk)
    {
        using var scope = NewDisposeScope();
        var i = ScanInputs.Make(length, type: ScalarType.Float64);
        TensorAssert.Close(SequentialScan.Forward(i.X, i.A, i.B, i.C), ChunkedScan.Forward(i.X, i.A, i.B, i.C, chunk), 1e-13);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Backward_AnyLengthAndChunk_EqualsTheSequentialLoop(long length, int chunk)
    {
        using var scope = NewDisposeScope();
        var slow = ScanInputs.Make(length).WithGradients();
        var fast = ScanInputs.Make(length).WithGradients();
        var weight = randn([2, length, 3, 4], generator: new Generator(3));
        (SequentialScan.Forward(slow.X, slow.A, slow.B, slow.C) * weight).sum().backward();
        (ChunkedScan.Forward(fast.X, fast.A, fast.B, fast.C, chunk) * weight).sum().backward();
        foreach (var (expected, actual) in slow.Gradients.Zip(fast.Gradients))
            TensorAssert.Close(expected, actual, 1e-5);
    }

    [Theory, InlineData(64, 0), InlineData(37, 8), InlineData(300, 0)]
    public void Forward_BFloat16_StaysNearTheFloat32Loop(long length, int chunk)
    {
        using var scope = NewDisposeScope();
        var half = ScanInputs.Make(length).To(ScalarType.BFloat16);
        var wide = half.To(ScalarType.Float32);
        var slow = wide.WithGradients();
        var fast = half.WithGradients();
        var expected = SequentialScan.Forward(slow.X, slow.A, slow.B, slow.C);
        var actual = ChunkedScan.Forward(fast.X, fast.A, fast.B, fast.C, chunk);
        Assert.Equal(ScalarType.BFloat16, actual.dtype);
        TensorAssert.Close(expected, actual, 2e-2);
        expected.sum().backward();
        actual.sum().backward();
        foreach (var (e, g) in slow.Gradients.Zip(fast.Gradients))
            TensorAssert.Close(e, g, 2e-2);
    }

    [Theory, InlineData(64, 0), InlineData(300, 0)]
    public void Forward_UnderAutocast_StaysNearTheFloat32Loop(long length, int chunk)
    {
        Assert.SkipUnless(Autocast.CanForce, "This libtorch does not export its autocast.");
        using var scope = NewDisposeScope();
        var (slow, fast) = (ScanInputs.Make(length).WithGradients(), ScanInputs.Make(length).WithGradients());
        Tensor actual;
        using (Autocast.Force(CPU))
            actual = ChunkedScan.Forward(fast.X, fast.A, fast.B, fast.C, chunk);
        var expected = SequentialScan.Forward(slow.X, slow.A, slow.B, slow.C);
        TensorAssert.Close(expected, actual, 2e-2);
        expected.sum().backward();
        actual.sum().backward();
        foreach (var (e, g) in slow.Gradients.Zip(fast.Gradients))
            TensorAssert.Close(e, g, 2e-2);
    }

    [Fact]
    public void Forward_StrongDecay_IsFinite()
    {
        using var scope = NewDisposeScope();
        var i = (ScanInputs.Make(256) with { A = full([2, 256, 3], -80f) }).WithGradients();
        var y = ChunkedScan.Forward(i.X, i.A, i.B, i.C);
        y.square().sum().backward();
        Assert.True(y.isfinite().all().item<bool>());
        Assert.All(i.Gradients, g => Assert.True(g.isfinite().all().item<bool>()));
    }

    [Theory, InlineData(0), InlineData(2)]
    public void Backward_FiniteDifferences_Agree(int chunk)
    {
        using var scope = NewDisposeScope();
        const double Step = 1e-6;
        var i = ScanInputs.Make(5, heads: 2, width: 2, state: 2, type: ScalarType.Float64, batch: 1).WithGradients();
        double Loss() => ChunkedScan.Forward(i.X, i.A, i.B, i.C, chunk).sin().sum().item<double>();
        ChunkedScan.Forward(i.X, i.A, i.B, i.C, chunk).sin().sum().backward();
        using var off = no_grad();
        foreach (var (input, gradient) in new[] { i.X, i.A, i.B, i.C }.Zip(i.Gradients))
        {
            var flat = input.view(-1);
            for (long k = 0; k < flat.shape[0]; k++)
            {
                flat[k].add_(Step);
                var up = Loss();
                flat[k].sub_(2 * Step);
                var down = Loss();
                flat[k].add_(Step);
                Assert.Equal((up - down) / (2 * Step), gradient.view(-1)[k].item<double>(), 1e-7);
            }
        }
    }

    [Fact]
    public void Forward_WrongShapes_SaysWhichOnesItGot()
    {
        using var scope = NewDisposeScope();
        var i = ScanInputs.Make(8);
        var error = Assert.Throws<ArgumentException>(() => ChunkedScan.Forward(i.X, i.A, i.B, i.B.narrow(1, 0, 7)));
        Assert.Contains("c (2,7,5)", error.Message, StringComparison.Ordinal);
    }
}
