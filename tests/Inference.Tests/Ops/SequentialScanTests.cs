using ThermalPortal.Inference.Ops;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Ops;

[NoTensorLeak]
public sealed class SequentialScanTests
{
    [Fact]
    public void Forward_TwoTokens_IsTheRecurrenceByHand()
    {
        using var scope = NewDisposeScope();
        // One head of width 1, one state: h1 = 2*3 = 6, y1 = 5*6; h2 = e^-1 * 6 + .5*4, y2 = -1*h2.
        var y = SequentialScan.Forward(
            tensor(new[] { 3.0, 4.0 }).view(1, 2, 1, 1), tensor(new[] { -9.0, -1.0 }).view(1, 2, 1),
            tensor(new[] { 2.0, 0.5 }).view(1, 2, 1), tensor(new[] { 5.0, -1.0 }).view(1, 2, 1));
        Assert.Equal(30, y[0, 0, 0, 0].item<double>(), 1e-12);
        Assert.Equal(-(6 * Math.Exp(-1) + 2), y[0, 1, 0, 0].item<double>(), 1e-12);
    }

    [Fact]
    public void Forward_ExplicitLoops_AreEqual()
    {
        using var scope = NewDisposeScope();
        const int Batch = 2, Length = 6, Heads = 3, Width = 4, State = 5;
        var i = ScanInputs.Make(Length, Heads, Width, State, ScalarType.Float64, Batch);
        var (x, a, b, c) = (i.X.data<double>().ToArray(), i.A.data<double>().ToArray(), i.B.data<double>().ToArray(), i.C.data<double>().ToArray());
        var expected = new double[Batch * Length * Heads * Width];
        for (var n = 0; n < Batch; n++)
            for (var h = 0; h < Heads; h++)
                for (var p = 0; p < Width; p++)
                {
                    var state = new double[State];
                    for (var t = 0; t < Length; t++)
                    {
                        var token = n * Length + t;
                        for (var s = 0; s < State; s++)
                        {
                            state[s] = Math.Exp(a[token * Heads + h]) * state[s] + b[token * State + s] * x[(token * Heads + h) * Width + p];
                            expected[(token * Heads + h) * Width + p] += c[token * State + s] * state[s];
                        }
                    }
                }
        TensorAssert.Close(tensor(expected).view(Batch, Length, Heads, Width), SequentialScan.Forward(i.X, i.A, i.B, i.C), 1e-14);
    }
}
