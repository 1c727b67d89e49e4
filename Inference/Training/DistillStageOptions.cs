namespace ThermalPortal.Inference.Training;

/// <summary>Settings of distillation.</summary>
public sealed record DistillStageOptions
{
    /// <summary>Side of the square training images, pixels.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Network evaluations of the teacher's way.</summary>
    public int TeacherSteps { get; init; } = 20;

    /// <summary>Places on the way the student learns from a step; the start is always among them.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Chance that an attribute of an image is hidden from both.</summary>
    public double DropAttribute { get; init; } = 0.3;
}
