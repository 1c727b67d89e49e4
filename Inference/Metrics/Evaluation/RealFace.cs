using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>The aligned face of a real pair.</summary>
/// <param name="Picture">Thermal input and true visible crop; the points lie in the crop, none when the visible face was not found.</param>
/// <param name="FoundBy">What gave the crop: thermal, visible or whole.</param>
internal sealed record RealFace(EvaluationPicture Picture, string FoundBy)
{
    /// <summary>Finds the face as the product does (in the thermal picture), else in the visible one, else takes the whole picture.</summary>
    public static RealFace Load(RealPair pair, FaceDetector detector, int size, long seed)
    {
        var thermal = EvaluationPicture.Thermal(pair.ThermalFile);
        var visible = EvaluationPicture.Visible(pair.VisibleFile);
        var (inThermal, inVisible) = (First(detector.Detect(thermal)), First(detector.Detect(visible)));
        var crop = inThermal is not null ? FaceCrop.FromFace(inThermal)
            : inVisible is not null ? Scale(FaceCrop.FromFace(inVisible), (float)thermal.Width / visible.Width)
            : FaceCrop.Whole(thermal.Width, thermal.Height);
        var partner = Scale(crop, (float)visible.Width / thermal.Width);
        ImagePoint[] points = inVisible is null ? [] : [.. inVisible.Points.Take(4).Select(p => FaceAligner.ToCrop(partner, p)).Select(p => new ImagePoint(p.X * size, p.Y * size))];
        var input = new EvaluationInput(FaceAligner.Crop(thermal, crop, size), thermal.Unit, size, seed, new Dictionary<string, string>());
        return new RealFace(
            new EvaluationPicture(pair.Person, 1, input, FaceAligner.Crop(visible, partner, size), points), inThermal is not null ? "thermal" : inVisible is not null ? "visible" : "whole");
    }

    private static Face? First(IReadOnlyList<Face> faces) => faces.Count > 0 ? faces[0] : null;

    private static FaceCrop Scale(FaceCrop crop, float factor) => crop with { CentreX = crop.CentreX * factor, CentreY = crop.CentreY * factor, Size = crop.Size * factor };
}
