namespace ThermalPortal.Inference.Faces;

/// <summary>A face that was found.</summary>
public sealed record Face
{
    /// <summary>Box around the face, input pixels.</summary>
    public required FaceBox Box { get; init; }

    /// <summary>Six points: eye at the left of the picture, eye at its right, nose tip, middle of the mouth, ear left, ear right.</summary>
    public required IReadOnlyList<ImagePoint> Points { get; init; }

    /// <summary>Score 0..1: 0.75 and more is used without asking, 0.5 to 0.75 is a proposal.</summary>
    public required float Score { get; init; }

    /// <summary>The face is darker than what lies around it: the picture is probably black-hot.</summary>
    public bool LooksBlackHot { get; init; }
}
