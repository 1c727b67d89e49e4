namespace ThermalPortal.Data.Datasets.Scales;

/// <summary>How the worker read the numbers of a thermal file that may have another scale. The file is not changed by what people say of it.</summary>
/// <param name="Format">Short name of the format, such as <c>png-16</c>.</param>
/// <param name="Scale">The scale it was read with.</param>
/// <param name="Guessed">Neither the file nor its uploader says so: it was chosen by the median alone.</param>
/// <param name="Median">Median of the numbers as stored.</param>
public sealed record FrameReading(string Format, TemperatureScale Scale, bool Guessed, double Median);
