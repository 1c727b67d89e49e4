using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Ops;

/// <summary>Seeded inputs of a scan, in the size range a network makes them: a = dt * A with dt in .001..0.1 and A in -16..-1.</summary>
internal sealed record ScanInputs(Tensor X, Tensor A, Tensor B, Tensor C)
{
    public static ScanInputs Make(long length, long heads = 3, long width = 4, long state = 5, ScalarType type = ScalarType.Float32, long batch = 2)
    {
        var generator = new Generator(7);
        Tensor Normal(params long[] shape) => randn(shape, dtype: float64, generator: generator);
        var dt = exp(rand([batch, length, heads], dtype: float64, generator: generator) * Math.Log(100) + Math.Log(.001));
        var rate = rand([heads], dtype: float64, generator: generator) * 15 + 1;
        return new ScanInputs(
            Normal(batch, length, heads, width).to(type), (-dt * rate).to(type), Normal(batch, length, state).to(type), Normal(batch, length, state).to(type));
    }

    public ScanInputs To(ScalarType type) => new(X.to(type), A.to(type), B.to(type), C.to(type));

    public ScanInputs WithGradients() => new(
        X.detach().clone().requires_grad_(), A.detach().clone().requires_grad_(), B.detach().clone().requires_grad_(), C.detach().clone().requires_grad_());

    public Tensor[] Gradients => [X.grad!, A.grad!, B.grad!, C.grad!];
}
