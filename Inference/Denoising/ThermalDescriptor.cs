using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// Who the thermal picture shows: normalised thermal image (B, 1, S, S) in [-1, 1] -> face descriptor (B, 128) as <see cref="FaceDescriptorNet"/> would give of the
/// visible picture. A student of that net and of its shape, on the chip that its own face points cut.
/// </summary>
public sealed class ThermalDescriptor : nn.Module<Tensor, Tensor>
{
    /// <summary>Numbers of a descriptor.</summary>
    public const int Width = 128;

    private readonly FaceDescriptorNet _net = new();
    private readonly ThermalFacePoints _points = new();

    public ThermalDescriptor() : base(nameof(ThermalDescriptor))
    {
        RegisterComponents();
        foreach (var parameter in parameters())
            parameter.requires_grad_(true);
    }

    /// <summary>Takes over the teacher's weights: edges and faces look much alike in both pictures.</summary>
    internal void StartFrom(FaceDescriptorNet teacher) => _net.load_state_dict(teacher.state_dict());

    public override Tensor forward(Tensor thermal)
    {
        using var scope = NewDisposeScope();
        return Describe(thermal, _points.forward(thermal).detach()).MoveToOuterDisposeScope();
    }

    /// <summary>Where it looks for the face.</summary>
    internal ThermalFacePoints Points => _points;

    /// <summary>The descriptor (B, 128) of the faces at known points (B, 5, 2) in [-1, 1].</summary>
    internal Tensor Describe(Tensor thermal, Tensor points)
    {
        Shape.Require(thermal, nameof(thermal), -1, 1, -1, -1);
        using var scope = NewDisposeScope();
        return _net.forward(FaceDescriptorNet.Chips(thermal, points).expand(-1, 3, -1, -1)).MoveToOuterDisposeScope();
    }
}
