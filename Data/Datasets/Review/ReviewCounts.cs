namespace ThermalPortal.Data.Datasets.Review;

/// <summary>Pairs of a dataset by what reviewers said.</summary>
public sealed record ReviewCounts(int Open, int Accepted, int Rejected);
