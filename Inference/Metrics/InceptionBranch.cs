namespace ThermalPortal.Inference.Metrics;

/// <summary>One way through an <see cref="InceptionBlock"/>.</summary>
/// <param name="Pool">What comes first.</param>
/// <param name="Path">Convolutions, one after the other; none = the pooled features themselves.</param>
/// <param name="Ends">Convolutions that each take what the path gives, their results one after the other; none = the result is that of the path.</param>
internal sealed record InceptionBranch(InceptionPool Pool, IReadOnlyList<InceptionConvolution> Path, IReadOnlyList<InceptionConvolution> Ends)
{
    public IEnumerable<InceptionConvolution> Convolutions => Path.Concat(Ends);

    /// <summary>Names the convolutions within their block and gives each the channels of the one before; the block gets <paramref name="from"/> channels.</summary>
    public static InceptionBranch Of(string block, int from, InceptionPool pool, InceptionConvolution[] path, InceptionConvolution[]? ends = null)
    {
        var named = new List<InceptionConvolution>();
        foreach (var convolution in path)
        {
            named.Add(convolution with { Name = block + convolution.Name, From = from });
            from = convolution.To;
        }
        return new InceptionBranch(pool, named, [.. (ends ?? []).Select(e => e with { Name = block + e.Name, From = from })]);
    }
}
