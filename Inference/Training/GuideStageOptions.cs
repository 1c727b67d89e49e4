namespace ThermalPortal.Inference.Training;

/// <summary>Loss settings of the guide stage.</summary>
public sealed record GuideStageOptions
{
    /// <summary>Side of the square training images, pixels.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Chance that one attribute of an image is hidden from the network.</summary>
    public double DropAttribute { get; init; } = 0.3;

    /// <summary>Chance that all attributes but one are hidden, as when an operator states one alone.</summary>
    public double DropOthers { get; init; } = 0.4;

    /// <summary>Weight of the teacher's verdict, cross-entropy in nats a stated attribute.</summary>
    public double AttributeWeight { get; init; } = 0.8;

    /// <summary>Weight of |c - z0|, as in the estimate stage, where true attributes are stated.</summary>
    public double EstimateWeight { get; init; } = 0.5;

    /// <summary>Part of <see cref="KeepWeight"/> that is left where what is stated changes colours, as all that heat does not tell does.</summary>
    public double KeepOfColours { get; init; } = 0.25;

    /// <summary>Weight of the image loss where an attribute is stated that is not true: the rest of the picture should stay as it is without.</summary>
    public double KeepWeight { get; init; } = 0.4;
}
