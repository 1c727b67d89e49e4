namespace ThermalPortal.Inference.Training;

/// <summary>Loss settings of the guide stage.</summary>
public sealed record GuideStageOptions
{
    /// <summary>Side of the square training images, pixels.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Chance that one attribute of an image is hidden from the network.</summary>
    public double DropAttribute { get; init; } = 0.3;

    /// <summary>Weight of the teacher's verdict, cross-entropy in nats a stated attribute.</summary>
    public double AttributeWeight { get; init; } = 0.3;

    /// <summary>Weight of the image loss where an attribute is stated that is not true: the rest of the picture should stay as it is without.</summary>
    public double KeepWeight { get; init; } = 0.5;
}
