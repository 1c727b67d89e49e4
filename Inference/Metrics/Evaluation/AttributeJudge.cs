using System.Security.Cryptography;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A classifier of visible pictures that says which value of each attribute it sees: another than the teacher of the model under test, such as one trained from another seed.</summary>
public sealed class AttributeJudge : IDisposable
{
    private readonly AttributeNet _net;

    /// <param name="schema">Attributes of the model under test.</param>
    /// <param name="weights">Safetensors file: <c>teacher/checkpoint/average.safetensors</c> of a training.</param>
    /// <exception cref="InvalidDataException">The file does not hold such a net.</exception>
    public AttributeJudge(AttributeSchema schema, string weights)
    {
        (Schema, _net) = (schema, new AttributeNet(schema, imageChannels: 3).to(Compute.Device));
        ModuleWeights.Load(_net, weights);
        _net.eval();
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(weights)));
    }

    /// <summary>The attributes.</summary>
    public AttributeSchema Schema { get; }

    /// <summary>SHA-256 of the weights.</summary>
    public string Sha256 { get; }

    /// <summary>Pictures of one size -> for each picture the index of the value seen, by attribute.</summary>
    public IReadOnlyList<int[]> See(IReadOnlyList<RgbImage> pictures)
    {
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        var x = stack([.. pictures.Select(p => tensor(p.Pixels, [p.Height, p.Width, 3]))]).permute(0, 3, 1, 2).to_type(ScalarType.Float32).div(127.5).sub(1);
        var logits = _net.forward(x.to(Compute.Device));
        var seen = Schema.Heads.Select((h, head) => logits.narrow(1, AttributeWeights.FirstRow(Schema, head), h.Values.Count).argmax(1).data<long>().ToArray()).ToArray();
        return [.. pictures.Select((_, i) => seen.Select(s => (int)s[i]).ToArray())];
    }

    /// <inheritdoc/>
    public void Dispose() => _net.Dispose();
}
