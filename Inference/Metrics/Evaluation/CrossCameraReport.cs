namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Whether real people whom one camera saw are recognised, in pictures made of its heat, among pictures made of another camera's.</summary>
/// <param name="ProbeCamera">The camera whose people are looked for.</param>
/// <param name="GalleryCameras">Where they are looked for.</param>
/// <param name="NotFound">Files in which no face was found.</param>
/// <param name="Systems">One row a system, then the raw heat.</param>
public sealed record CrossCameraReport(string ProbeCamera, IReadOnlyList<string> GalleryCameras, IReadOnlyList<string> NotFound, IReadOnlyList<CrossCameraScores> Systems);
