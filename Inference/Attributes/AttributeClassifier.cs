using static TorchSharp.torch;

namespace ThermalPortal.Inference.Attributes;

/// <summary>Calibrated answers of an <see cref="AttributeNet"/>, which abstains where validation showed it cannot be trusted.</summary>
public sealed class AttributeClassifier(AttributeSchema schema, AttributeNet net, IReadOnlyList<AttributeCalibration> calibration)
{
    /// <summary>Normalised thermal images (B, 1, S, S) -> a prediction for each image and head.</summary>
    public IReadOnlyList<IReadOnlyList<AttributePrediction>> Predict(Tensor thermal)
    {
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        net.eval();
        var heads = Probabilities(schema, net.forward(thermal), calibration);
        return [.. Enumerable.Range(0, (int)thermal.shape[0]).Select(image => (IReadOnlyList<AttributePrediction>)[.. heads.Select((p, head) => Answer(head, p[image]))])];
    }

    /// <summary>Logits (B, logits) -> calibrated probabilities by head and image.</summary>
    public static IReadOnlyList<float[][]> Probabilities(AttributeSchema schema, Tensor logits, IReadOnlyList<AttributeCalibration> calibration)
    {
        using var scope = NewDisposeScope();
        return [.. schema.Heads.Select((h, head) =>
        {
            var p = (logits.narrow(1, AttributeWeights.FirstRow(schema, head), h.Values.Count) / calibration[head].Temperature).softmax(1).cpu();
            return p.data<float>().ToArray().Chunk(h.Values.Count).ToArray();
        })];
    }

    private AttributePrediction Answer(int head, float[] probabilities)
    {
        var best = Array.IndexOf(probabilities, probabilities.Max());
        var sure = probabilities[best] >= calibration[head].AbstainBelow;
        return new AttributePrediction(schema.Heads[head].Name, sure ? schema.Heads[head].Values[best] : AttributeSchema.Unknown, probabilities[best], probabilities);
    }
}
