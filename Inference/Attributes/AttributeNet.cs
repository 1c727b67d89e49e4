using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Attributes;

/// <summary>Attribute classifier: image (B, C, S, S) in [-1, 1] -> logits of all heads (B, logits), float32.</summary>
public sealed class AttributeNet : nn.Module<Tensor, Tensor>
{
    private static readonly int[] s_widths = [32, 64, 128, 256];
    private readonly Conv2d _stem;
    private readonly ModuleList<ResBlock> _blocks = [];
    private readonly ModuleList<Conv2d> _downs = [];
    private readonly GroupNorm _norm;
    private readonly Dropout _dropout;
    private readonly Linear _out;

    public AttributeNet(AttributeSchema schema, int imageChannels = 1) : base(nameof(AttributeNet))
    {
        var width = s_widths[0];
        _stem = Layer.Conv3(imageChannels, width, stride: 2);
        foreach (var next in s_widths)
        {
            _downs.Add(Layer.Conv3(width, next, stride: 2));
            _blocks.Add(new ResBlock(next, next));
            width = next;
        }
        _norm = Layer.GroupNorm(width);
        _dropout = nn.Dropout(0.2);
        _out = nn.Linear(width, schema.Logits);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var h = _stem.forward(x);
        for (var i = 0; i < _blocks.Count; i++)
            h = _blocks[i].forward(_downs[i].forward(h));
        h = _dropout.forward(F.silu(_norm.forward(h)).mean([2, 3]));
        return _out.forward(h).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
