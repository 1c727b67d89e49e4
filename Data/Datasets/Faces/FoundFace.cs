namespace ThermalPortal.Data.Datasets.Faces;

/// <summary>A face that was found in a picture; pixels of the upright picture, (0, 0) is its top left corner.</summary>
public sealed record FoundFace
{
    /// <summary>Left edge of the box around the face; may lie outside the picture.</summary>
    public required float X { get; init; }

    /// <summary>Top edge.</summary>
    public required float Y { get; init; }

    public required float Width { get; init; }

    public required float Height { get; init; }

    /// <summary>How sure the detector is, 0..1.</summary>
    public required float Score { get; init; }

    /// <summary>Six points: eye at the left of the picture, eye at its right, nose tip, middle of the mouth, ear left, ear right.</summary>
    public required IReadOnlyList<FacePoint> Points { get; init; }
}
