using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A real thermal face without a visible partner.</summary>
/// <param name="File">Full path.</param>
/// <param name="Camera">What took it.</param>
/// <param name="Person">Key of the person.</param>
internal sealed record ThermalFace(string File, string Camera, string Person)
{
    /// <summary>All files CAMERA_PERSON_anything of a folder, by name; others are left alone.</summary>
    /// <exception cref="InvalidDataException">Two cameras are needed, and somebody both have seen.</exception>
    public static IReadOnlyList<ThermalFace> Read(string folder)
    {
        ThermalFace[] faces = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(path => (Path: path, Parts: Path.GetFileNameWithoutExtension(path).Split('_')))
            .Where(f => f.Parts.Length > 2).Select(f => new ThermalFace(f.Path, f.Parts[0], f.Parts[1]))];
        return faces.GroupBy(f => f.Person).Any(person => person.Select(f => f.Camera).Distinct().Count() > 1) ? faces
            : throw new InvalidDataException($"{folder} holds nobody whom two cameras saw. Name the files CAMERA_PERSON_NUMBER, such as T360_S01_003.tiff.");
    }

    /// <summary>Finds the face and crops it as the product does; null = no face was found.</summary>
    /// <exception cref="InvalidDataException">The picture cannot be read.</exception>
    public (EvaluationInput Input, IReadOnlyList<ImagePoint> Points)? Load(FaceDetector detector, int size, long seed)
    {
        var thermal = EvaluationPicture.Thermal(File);
        if (detector.Detect(thermal) is not [var face, ..])
            return null;
        var crop = FaceCrop.FromFace(face);
        ImagePoint[] points = [.. face.Points.Take(4).Select(p => FaceAligner.ToCrop(crop, p)).Select(p => new ImagePoint(p.X * size, p.Y * size))];
        return (new EvaluationInput(FaceAligner.Crop(thermal, crop, size), thermal.Unit, size, seed, new Dictionary<string, string>()), points);
    }
}
