using static TorchSharp.torch;

namespace ThermalPortal.Inference.Sampling;

/// <summary>What a sampler shows after each network evaluation. The tensors live only during the callback.</summary>
/// <param name="Index">0 at the first node.</param>
/// <param name="Count">Nodes in all.</param>
/// <param name="Time">t of this node.</param>
/// <param name="State">x_t, (B, ...).</param>
/// <param name="Estimate">x0h, the clean image as the network sees it from here, (B, ...).</param>
public sealed record SamplerStep(int Index, int Count, double Time, Tensor State, Tensor Estimate);
