using static TorchSharp.torch;

namespace ThermalPortal.Inference.Attributes;

/// <summary>
/// Mixing weights (B, K, R) of the rows of the attribute embedding for the K heads that guide and R = logits + K rows: the rows of head k's
/// values hold its probabilities, and its null row holds 1 when the attribute is unknown.
/// </summary>
public static class AttributeWeights
{
    /// <summary>Index of the first row of head <paramref name="head"/>; its values follow, and after all values come the null rows.</summary>
    public static int FirstRow(AttributeSchema schema, int head) => schema.Heads.Take(head).Sum(h => h.Values.Count);

    /// <summary>One-hot rows for labels (B x K or more; the others do not guide), -1 = unknown = null row.</summary>
    public static Tensor FromLabels(AttributeSchema schema, IReadOnlyList<IReadOnlyList<int>> labels) =>
        Build(schema, labels.Count, (image, head) => labels[image][head] is >= 0 and var label ? OneHot(schema.Heads[head].Values.Count, label) : null);

    /// <summary>Rows for probabilities of each image and head; null = unknown.</summary>
    public static Tensor FromProbabilities(AttributeSchema schema, IReadOnlyList<IReadOnlyList<float[]?>> probabilities) =>
        Build(schema, probabilities.Count, (image, head) => probabilities[image][head]);

    /// <summary>All attributes unknown.</summary>
    public static Tensor Null(AttributeSchema schema, int batch) => Build(schema, batch, (_, _) => null);

    private static Tensor Build(AttributeSchema schema, int batch, Func<int, int, float[]?> probabilities)
    {
        schema = schema.Guiding;
        var (heads, rows) = (schema.Heads.Count, schema.Logits + schema.Heads.Count);
        var weights = new float[batch * heads * rows];
        for (var image = 0; image < batch; image++)
            for (var head = 0; head < heads; head++)
            {
                var start = (image * heads + head) * rows;
                if (probabilities(image, head) is { } p)
                    p.CopyTo(weights, start + FirstRow(schema, head));
                else
                    weights[start + schema.Logits + head] = 1;
            }
        return tensor(weights, [batch, heads, rows]);
    }

    private static float[] OneHot(int count, int index)
    {
        var values = new float[count];
        values[index] = 1;
        return values;
    }
}
