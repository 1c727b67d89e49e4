using ThermalPortal.Inference.Attributes;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Denoising;

/// <summary>Fits a trained network to attributes it did not have: what both know is kept, row by row, and what is new changes nothing until it is trained.</summary>
public static class GrownAttributes
{
    /// <summary>A new network with the weights of <paramref name="trained"/>; a picture of which nothing new is stated stays nearly as it was (the denoiser sees more null tokens).</summary>
    /// <param name="trained">The network; stays the caller's.</param>
    /// <param name="had">The attributes it was built with.</param>
    /// <param name="wanted">The attributes of the new one.</param>
    public static TranslationNet Fit(TranslationNet trained, AttributeSchema had, AttributeSchema wanted)
    {
        var grown = new TranslationNet(trained.Options, wanted);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (before, after) = (Rows(had.Guiding), Rows(wanted.Guiding));
        var values = wanted.Guiding.Logits;
        var known = trained.state_dict();
        foreach (var (name, target) in grown.state_dict())
            if (name == TranslationNet.AttributeRows)
            {
                target.copy_(known[name][had.Guiding.Logits..].mean([0], keepdim: true).expand_as(target)); // the null rows' mean: no statement
                Copy(target, known[name], after);
            }
            else if (name == TranslationNet.StatementColumns)
                Copy(target.zero_().t(), known[name].t(), after[..values]);
            else
                target.copy_(known[name]);
        return grown;

        void Copy(Tensor target, Tensor source, string[] rows)
        {
            foreach (var (row, key) in rows.Index())
                if (Array.IndexOf(before, key) is >= 0 and var own)
                    target[row].copy_(source[own]);
        }
    }

    // Values first, head by head, then a null row a head: the order of AttributeWeights.
    private static string[] Rows(AttributeSchema schema) => [.. schema.Heads.SelectMany(h => h.Values.Select(v => $"{h.Name}={v}")), .. schema.Heads.Select(h => $"{h.Name} unknown")];
}
