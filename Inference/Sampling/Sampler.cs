using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>
/// The one signature of all samplers: one network evaluation a node (Heun one more for each step), and the answer is x0h at the last node.
/// </summary>
/// <param name="denoise">x0h(x, t): the clean estimate, shaped like x. It owns nothing: its result is disposed by the sampler.</param>
/// <param name="noise">x at the first node, (B, ...); not changed.</param>
/// <param name="times">Falling times, see <see cref="LogSnrGrid"/>.</param>
/// <param name="options">Schedule and settings.</param>
/// <param name="onStep">Called after each evaluation.</param>
/// <param name="cancellationToken">Looked at before each evaluation.</param>
/// <returns>x0h, (B, ...), owned by the caller's dispose scope.</returns>
public delegate Tensor Sampler(
    Func<Tensor, double, Tensor> denoise, Tensor noise, IReadOnlyList<double> times, SamplerOptions options,
    Action<SamplerStep>? onStep = null, CancellationToken cancellationToken = default);
