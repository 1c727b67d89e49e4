namespace ThermalPortal.Inference.Metrics;

/// <summary>A network LPIPS was published for: the convolutions of torchvision's, each followed by ReLU, and where the linear heads of version 0.1 keep their values.</summary>
/// <param name="Name">Name shown with every figure.</param>
/// <param name="Layers">Convolutions in order.</param>
/// <param name="HeadsFile">Name of the official file of heads.</param>
/// <param name="HeadsSha256">Its SHA-256.</param>
/// <param name="HeadPlaces">For each head, which of the stored arrays it is: the file keeps them in another order.</param>
internal sealed record LpipsBackbone(string Name, IReadOnlyList<LpipsLayer> Layers, string HeadsFile, string HeadsSha256, IReadOnlyList<int> HeadPlaces)
{
    public static LpipsBackbone AlexNet { get; } = new("AlexNet",
        [
            new(0, 3, 64, Kernel: 11, Stride: 4, Padding: 2, Tap: true),
            new(3, 64, 192, Kernel: 5, Padding: 2, Pool: 3, Tap: true),
            new(6, 192, 384, Pool: 3, Tap: true), new(8, 384, 256, Tap: true), new(10, 256, 256, Tap: true),
        ],
        "alex.pth", "df73285e35b22355a2df87cdb6b70b343713b667eddbda73e1977e0c860835c0", [3, 0, 1, 2, 4]);

    public static LpipsBackbone Vgg16 { get; } = new("VGG16",
        [
            new(0, 3, 64), new(2, 64, 64, Tap: true),
            new(5, 64, 128, Pool: 2), new(7, 128, 128, Tap: true),
            new(10, 128, 256, Pool: 2), new(12, 256, 256), new(14, 256, 256, Tap: true),
            new(17, 256, 512, Pool: 2), new(19, 512, 512), new(21, 512, 512, Tap: true),
            new(24, 512, 512, Pool: 2), new(26, 512, 512), new(28, 512, 512, Tap: true),
        ],
        "vgg.pth", "a78928a0af1e5f0fcb1f3b9e8f8c3a2a5a3de244d830ad5c1feddc79b8432868", [3, 2, 4, 1, 0]);

    public static IReadOnlyList<LpipsBackbone> All { get; } = [AlexNet, Vgg16];

    /// <summary>Channels each head weighs.</summary>
    public IReadOnlyList<long> Widths { get; } = [.. Layers.Where(l => l.Tap).Select(l => (long)l.To)];
}
