namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>How many pairs or captures have a fault; one with two faults counts twice.</summary>
/// <param name="Blurred">With <see cref="QualityFaults.Blurred"/>.</param>
/// <param name="Clipped">With <see cref="QualityFaults.Clipped"/>.</param>
/// <param name="NoFace">With <see cref="QualityFaults.NoFace"/>.</param>
/// <param name="Unreadable">With <see cref="QualityFaults.Unreadable"/>.</param>
public sealed record QualityCounts(int Blurred, int Clipped, int NoFace, int Unreadable);
