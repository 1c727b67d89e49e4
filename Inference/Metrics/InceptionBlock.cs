using static ThermalPortal.Inference.Metrics.InceptionPool;

namespace ThermalPortal.Inference.Metrics;

/// <summary>
/// Branches of <see cref="InceptionNet"/> that see the same features; their results are put one after the other. <see cref="All"/> is the Inception-v3 (arXiv 1512.00567) of the TensorFlow
/// graph of 2015-12-05, under torchvision's names.
/// </summary>
/// <param name="Branches">In the order of their results.</param>
internal sealed record InceptionBlock(params InceptionBranch[] Branches)
{
    /// <summary>From pixels, 299 x 299, to the 2048 features of the last, 8 x 8.</summary>
    public static IReadOnlyList<InceptionBlock> All { get; } =
    [
        new(InceptionBranch.Of("Conv2d_", 3, None, [new("1a_3x3", 32, 3, 3, 2, false), new("2a_3x3", 32, 3, 3, 1, false), new("2b_3x3", 64, 3, 3)])),
        new(InceptionBranch.Of("Conv2d_", 64, Halving, [new("3b_1x1", 80), new("4a_3x3", 192, 3, 3, 1, false)])),
        new(InceptionBranch.Of("", 192, Halving, [])),
        Squares("Mixed_5b.", 192, 32), Squares("Mixed_5c.", 256, 64), Squares("Mixed_5d.", 288, 64),
        new(InceptionBranch.Of("Mixed_6a.", 288, None, [new("branch3x3", 384, 3, 3, 2, false)]),
            InceptionBranch.Of("Mixed_6a.", 288, None, [new("branch3x3dbl_1", 64), new("branch3x3dbl_2", 96, 3, 3), new("branch3x3dbl_3", 96, 3, 3, 2, false)]),
            InceptionBranch.Of("Mixed_6a.", 288, Halving, [])),
        Strips("Mixed_6b.", 128), Strips("Mixed_6c.", 160), Strips("Mixed_6d.", 160), Strips("Mixed_6e.", 192),
        new(InceptionBranch.Of("Mixed_7a.", 768, None, [new("branch3x3_1", 192), new("branch3x3_2", 320, 3, 3, 2, false)]),
            InceptionBranch.Of("Mixed_7a.", 768, None, [new("branch7x7x3_1", 192), new("branch7x7x3_2", 192, 1, 7), new("branch7x7x3_3", 192, 7), new("branch7x7x3_4", 192, 3, 3, 2, false)]),
            InceptionBranch.Of("Mixed_7a.", 768, Halving, [])),
        Forks("Mixed_7b.", 1280, Mean), Forks("Mixed_7c.", 2048, Maximum), // the graph takes the maximum only there
    ];

    private static InceptionBlock Squares(string block, int from, int pooled) => new(
        InceptionBranch.Of(block, from, None, [new("branch1x1", 64)]),
        InceptionBranch.Of(block, from, None, [new("branch5x5_1", 48), new("branch5x5_2", 64, 5, 5)]),
        InceptionBranch.Of(block, from, None, [new("branch3x3dbl_1", 64), new("branch3x3dbl_2", 96, 3, 3), new("branch3x3dbl_3", 96, 3, 3)]),
        InceptionBranch.Of(block, from, Mean, [new("branch_pool", pooled)]));

    private static InceptionBlock Strips(string block, int width) => new(
        InceptionBranch.Of(block, 768, None, [new("branch1x1", 192)]),
        InceptionBranch.Of(block, 768, None, [new("branch7x7_1", width), new("branch7x7_2", width, 1, 7), new("branch7x7_3", 192, 7)]),
        InceptionBranch.Of(block, 768, None,
            [new("branch7x7dbl_1", width), new("branch7x7dbl_2", width, 7), new("branch7x7dbl_3", width, 1, 7), new("branch7x7dbl_4", width, 7), new("branch7x7dbl_5", 192, 1, 7)]),
        InceptionBranch.Of(block, 768, Mean, [new("branch_pool", 192)]));

    private static InceptionBlock Forks(string block, int from, InceptionPool pool) => new(
        InceptionBranch.Of(block, from, None, [new("branch1x1", 320)]),
        InceptionBranch.Of(block, from, None, [new("branch3x3_1", 384)], [new("branch3x3_2a", 384, 1, 3), new("branch3x3_2b", 384, 3)]),
        InceptionBranch.Of(block, from, None, [new("branch3x3dbl_1", 448), new("branch3x3dbl_2", 384, 3, 3)], [new("branch3x3dbl_3a", 384, 1, 3), new("branch3x3dbl_3b", 384, 3)]),
        InceptionBranch.Of(block, from, pool, [new("branch_pool", 192)]));
}
