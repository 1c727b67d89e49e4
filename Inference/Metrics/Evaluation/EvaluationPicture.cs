using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A pair in memory at the size of the evaluation.</summary>
/// <param name="Identity">Key of the person.</param>
/// <param name="Session">Occasion of the capture.</param>
/// <param name="Input">What systems are given.</param>
/// <param name="Truth">The true visible picture.</param>
/// <param name="Points">Face points in pixels of that size.</param>
public sealed record EvaluationPicture(string Identity, int Session, EvaluationInput Input, RgbImage Truth, IReadOnlyList<ImagePoint> Points)
{
    /// <summary>Reads a pair whole (no face crop), resized by area-averaged bilinear sampling.</summary>
    /// <param name="frame">Row of the manifest.</param>
    /// <param name="size">Side, pixels.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <exception cref="InvalidDataException">A picture cannot be read.</exception>
    public static EvaluationPicture Load(EvaluationFrame frame, int size, long seed)
    {
        var thermal = Thermal(frame.ThermalFile, frame.Labels.TryGetValue("thermal_scale", out var scale) && scale.Length > 0 ? ScaleTable.Parse(scale) : null);
        var whole = FaceCrop.Whole(thermal.Width, thermal.Height);
        return new EvaluationPicture(
            frame.Identity, frame.Session, new EvaluationInput(FaceAligner.Crop(thermal, whole, size), thermal.Unit, size, seed, frame.Labels),
            Visible(frame.VisibleFile, size), [.. frame.Points.Select(p => FaceAligner.ToCrop(whole, p)).Select(p => new ImagePoint(p.X * size, p.Y * size))]);
    }

    internal static ThermalFrame Thermal(string path, ThermalScale? scale = null) => ThermalFrameReader.Read(File.ReadAllBytes(path), new ThermalReadOptions { Scale = scale }) switch
    {
        ThermalReadResult.Accepted accepted => accepted.Frame,
        ThermalReadResult.Rejected rejected => throw new InvalidDataException($"{path}: {rejected.Reason}"),
        _ => throw new InvalidDataException($"{path} was neither accepted nor rejected."),
    };

    internal static RgbImage Visible(string path) =>
        RgbImageReader.Read(File.ReadAllBytes(path), out var reason) ?? throw new InvalidDataException($"{path}: {reason}");

    internal static RgbImage Visible(string path, int size)
    {
        var image = Visible(path);
        return FaceAligner.Crop(image, FaceCrop.Whole(image.Width, image.Height), size);
    }
}
