using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training;

/// <summary>What a frozen classifier of visible faces makes of pictures: whether the attributes they should have can be seen.</summary>
internal sealed class AttributeVerdict
{
    private readonly AttributeSchema _schema;
    private readonly AttributeNet _teacher;

    public AttributeVerdict(AttributeSchema schema, AttributeNet teacher)
    {
        (_schema, _teacher) = (schema, teacher);
        foreach (var parameter in teacher.parameters())
            parameter.requires_grad_(false);
    }

    /// <summary>Pictures (B, 3, S, S) in [-1, 1], randomly softened, and labels (B, heads) -> cross-entropy (B, heads), nats; 0 where the label is -1.</summary>
    public Tensor Of(Tensor made, Tensor labels, Random random)
    {
        var logits = _teacher.forward(Softened.Apply(made, random));
        return stack([.. _schema.Heads.Select((h, head) => F.cross_entropy(logits.narrow(1, AttributeWeights.FirstRow(_schema, head), h.Values.Count), labels.select(1, head), ignore_index: -1, reduction: nn.Reduction.None))], 1);
    }
}
