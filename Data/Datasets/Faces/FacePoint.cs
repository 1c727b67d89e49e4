namespace ThermalPortal.Data.Datasets.Faces;

/// <summary>A point of a face, pixels of the upright picture.</summary>
public readonly record struct FacePoint(float X, float Y);
