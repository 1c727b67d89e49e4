using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>The aligned face of a real pair.</summary>
/// <param name="Picture">Thermal input and true visible crop; the points lie in the crop, none when the visible face was not found.</param>
/// <param name="FoundBy">What gave the crop.</param>
internal sealed record RealFace(EvaluationPicture Picture, RealCrop FoundBy)
{
    /// <summary>Finds the face, preferring what <paramref name="by"/> says, and aligns both pictures to it.</summary>
    public static RealFace Load(RealPair pair, FaceDetector detector, RealCrop by, int size, long seed)
    {
        var thermal = EvaluationPicture.Thermal(pair.ThermalFile);
        var visible = EvaluationPicture.Visible(pair.VisibleFile);
        var (inThermal, inVisible) = (First(detector.Detect(thermal)), First(detector.Detect(visible)));
        var choices = new (RealCrop By, FaceCrop? Crop)[]
        {
            (RealCrop.Thermal, inThermal is null ? null : FaceCrop.FromFace(inThermal)),
            (RealCrop.Visible, inVisible is null ? null : Scale(FaceCrop.FromFace(inVisible), (float)thermal.Width / visible.Width)),
            (RealCrop.Whole, FaceCrop.Whole(thermal.Width, thermal.Height)),
        };
        var (found, crop) = choices.Where(c => c.Crop is not null).OrderBy(c => c.By == by ? -1 : (int)c.By).First();
        var partner = Scale(crop!, (float)visible.Width / thermal.Width);
        ImagePoint[] points = inVisible is null ? [] : [.. inVisible.Points.Take(4).Select(p => FaceAligner.ToCrop(partner, p)).Select(p => new ImagePoint(p.X * size, p.Y * size))];
        var input = new EvaluationInput(FaceAligner.Crop(thermal, crop!, size), thermal.Unit, size, seed, new Dictionary<string, string>());
        return new RealFace(
            new EvaluationPicture(pair.Person, 1, input, FaceAligner.Crop(visible, partner, size), points), found);
    }

    private static Face? First(IReadOnlyList<Face> faces) => faces.Count > 0 ? faces[0] : null;

    private static FaceCrop Scale(FaceCrop crop, float factor) => crop with { CentreX = crop.CentreX * factor, CentreY = crop.CentreY * factor, Size = crop.Size * factor };
}
