using static TorchSharp.torch;

namespace ThermalPortal.Inference.Faces;

/// <summary>A net that says who a visible face is, as a point: two pictures of one person lie near each other by Euclidean distance. Gradients pass to the pictures, so it can be the identity term of a training; then it must not judge.</summary>
public interface IFaceDescriber : IDisposable
{
    /// <summary>Pictures (B, 3, S, S) in [-1, 1] and five points (B, 5, 2) in [-1, 1] of each (left eye, right eye, nose, mouth corners) -> (B, 128).</summary>
    Tensor Describe(Tensor pictures, Tensor points);
}
